package org.mailkeep.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class LauncherTest {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @TempDir Path folder;

  @BeforeEach
  void haveAHome() {
    System.setProperty("mailkeep.home", folder.toString());
  }

  private int run(String... line) {
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new Launcher(_ -> null, out, out).run(List.of(line));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void helpListsEveryCommand() {
    assertEquals(0, run());
    for (Command command : Commands.all()) {
      assertTrue(said().contains(command.name()), command.name());
      assertTrue(command.usage().startsWith("usage: config/mailkeep " + command.name()));
    }
  }

  @Test
  void helpOfACommandIsItsUsage() {
    assertEquals(0, run("stop", "--help"));
    assertEquals(0, run("help", "stop"));
    String usage = new Stop().usage() + "\n";
    assertEquals(usage + usage, said());
  }

  @Test
  void wrongCallsExitWithTwo() {
    assertEquals(2, run("strat"));
    assertEquals(2, run("help", "strat"));
    assertEquals(2, run("stop", "--now"));
    assertEquals(2, run("stop", "--timeout"));
    assertTrue(said().contains("unknown command strat"), said());
    assertTrue(said().contains("--timeout wants a value"), said());
  }

  @Test
  void withoutAServerThereIsNothingToStopAndNoStatus() {
    String instance = folder.resolve("instance").toString();
    assertEquals(0, run("--instance", instance, "stop"));
    assertTrue(said().contains("No server runs in " + instance), said());
    assertEquals(1, run("status", "--instance=" + instance));
    assertEquals(1, run("logs", "--instance", instance));
    assertEquals(1, run("deploy", "--instance", instance));
  }
}
