package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PatienceTest {

  @TempDir private Path folder;

  private final Addresses addresses =
      new Addresses(
          1, List.of(new Listener("http", "http", "127.0.0.1", 1, Listener.Encryption.NONE)));

  private InstanceFolder instance() throws IOException {
    var instance = new InstanceFolder(folder);
    Files.createDirectories(instance.log().getParent());
    Files.writeString(instance.log(), "all is well\n");
    return instance;
  }

  @Test
  void aServerThatEndedIsToldOfInTheWordsOfItsVirtualMachine()
      throws IOException, InterruptedException {
    InstanceFolder instance = instance();
    Files.writeString(instance.machineLog(), "Could not reserve enough space\n");
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    var patience = new Patience(instance, 10, Duration.ofSeconds(10));
    var failure = assertThrows(Failure.class, () -> patience.await(ended.toHandle(), addresses));
    assertEquals("the server stopped", failure.getMessage());
    assertEquals(
        List.of(
            "Could not reserve enough space",
            "log: " + instance.machineLog(),
            "log: " + instance.log()),
        failure.hints());
  }

  @Test
  void aServerThatTakesTooLongSaysWhatItsThreadsDo(@TempDir Path programs)
      throws IOException, InterruptedException {
    InstanceFolder instance = instance();
    Path program = programs.resolve("Sleeper.java");
    Files.writeString(
        program,
        """
        void main() throws InterruptedException {
          Thread.currentThread().setName("a thread that sleeps");
          Thread.sleep(60_000);
        }
        """);
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertEquals(0, compiler.run(null, null, null, program.toString()));
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    Process slow =
        new ServerProcess(instance).start(List.of(java, "-cp", programs.toString(), "Sleeper"));
    try {
      var patience = new Patience(instance, 5, Duration.ofSeconds(60));
      var failure = assertThrows(Failure.class, () -> patience.await(slow.toHandle(), addresses));
      assertEquals("the server was not ready within 5 s", failure.getMessage());
      String said = Files.readString(instance.machineLog());
      assertTrue(said.contains("\"a thread that sleeps\""), said);
    } finally {
      slow.destroyForcibly();
    }
  }

  @Test
  void aServerThatNeitherListensNorComputesStandsStill()
      throws IOException, InterruptedException, Failure {
    InstanceFolder instance = instance();
    Process still = new ProcessBuilder("sleep", "60").start();
    try {
      var patience = new Patience(instance, 30, Duration.ofSeconds(1));
      assertFalse(patience.await(still.toHandle(), addresses));
    } finally {
      still.destroyForcibly();
    }
  }

  @Test
  void aServerThatComputesDoesNot() throws IOException, InterruptedException {
    InstanceFolder instance = instance();
    Process busy = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
    try {
      var patience = new Patience(instance, 5, Duration.ofSeconds(3));
      assertThrows(Failure.class, () -> patience.await(busy.toHandle(), addresses));
    } finally {
      busy.destroyForcibly();
    }
  }

  @Test
  void aServerThatStandsStillIsStartedOnceMoreAndNotAgain() throws IOException {
    InstanceFolder instance = instance();
    Path starts = folder.resolve("starts");
    var attempt =
        new Start.Attempt(
            new ServerProcess(instance),
            List.of("sh", "-c", "echo start >> '" + starts + "'; exec sleep 60"),
            new Patience(instance, 30, Duration.ofSeconds(1)),
            addresses);
    var out = new ByteArrayOutputStream();
    var progress = new Progress(new PrintStream(out));
    var failure = assertThrows(Failure.class, () -> Start.start(attempt, progress));
    assertEquals("the server stands still", failure.getMessage());
    assertEquals(List.of("what its threads do: " + instance.machineLog()), failure.hints());
    assertEquals(List.of("start", "start"), Files.readAllLines(starts));
    assertEquals("stood still; once more ...\n", out.toString(StandardCharsets.UTF_8));
    assertFalse(Files.exists(instance.pidFile()), "nothing runs");
  }
}
