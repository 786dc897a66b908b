package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerProcessTest {
  @TempDir Path folder;

  private Process sleeper(String... arguments) throws IOException {
    var builder = new ProcessBuilder("sh", "-c", "read line", "sh");
    builder.command().addAll(List.of(arguments));
    Process process = builder.start();
    Files.writeString(folder.resolve("server.pid"), process.pid() + "\n");
    return process;
  }

  @Test
  void aServerIsFoundHoweverLongItsCommandLineIs() throws IOException, InterruptedException {
    var instance = new InstanceFolder(folder);
    var server = new ServerProcess(instance);
    Process process = sleeper("x".repeat(20_000), instance.domain().toString());
    try {
      assertEquals(Optional.of(process.toHandle()), server.running());
      assertTrue(server.stop(process.toHandle(), 10));
      assertEquals(Optional.empty(), server.running());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aProgramThatHasTheNumberNowIsNotTheServer() throws IOException {
    Process process = sleeper(folder.resolve("other/domain").toString());
    try {
      assertEquals(Optional.empty(), new ServerProcess(new InstanceFolder(folder)).running());
    } finally {
      process.destroyForcibly();
    }
  }
}
