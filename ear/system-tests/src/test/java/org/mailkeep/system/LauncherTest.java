package org.mailkeep.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void aServerStartsAlsoWhenItWasKilledAndLeavesNothingBehindWhenItStops()
      throws IOException, InterruptedException {
    var server = MailServer.in(folder.resolve("first"));
    try {
      String said = server.start();
      assertTrue(said.contains("Mailkeep is ready"), said);
      assertTrue(said.contains("127.0.0.1:" + server.port("http")), said);
      assertTrue(server.launcher("status").success().contains("Mail can flow"));
      assertPrivate(server.instance().resolve("console-password"));
      assertNotEquals(0, server.launcher("start").status(), "a second start is refused");
      assertTrue(server.launcher("logs").success().contains("listener"));
      assertTrue(server.launcher("logs", "--server").success().contains("Payara"));
      server.restart();
      assertClassesAreShared(server);
      assertCommandsShareClasses();
      server.kill();
      assertFalse(server.ports().isOpen("http"));
      server.start();
      assertEquals(200, Http.to(server).send("GET", "/healthz/live", "").status());
    } finally {
      server.close();
    }
    for (String listener : Ports.KNOWN.keySet()) {
      assertFalse(server.ports().isOpen(listener), listener + " is still open");
    }
    assertFalse(Files.exists(server.instance().resolve("server.pid")));
    assertNotEquals(0, server.launcher("status").status(), "status of a stopped server");
  }

  @Test
  void helpListsTheCommandsAndAnUnknownOneIsRefused() throws IOException, InterruptedException {
    var server = MailServer.in(folder.resolve("none"));
    String help = server.launcher("help").success();
    for (String command : new String[] {"start", "stop", "restart", "reload", "status", "logs"}) {
      assertTrue(help.contains("\n" + command + " "), command);
    }
    Outcome refused = server.launcher("strat");
    assertEquals(2, refused.status());
    assertTrue(refused.output().contains("unknown command strat"), refused.output());
  }

  /// The virtual machine uses the classes that one before it kept.
  private static void assertClassesAreShared(MailServer server) throws IOException {
    Path kept = MailServer.house().resolve("ear/assembly/target/mailkeep.jsa");
    Path mapped = Path.of("/proc", Long.toString(server.process().pid()), "maps");
    assertTrue(Files.readString(mapped).contains(kept.toString()), kept + " is not used");
  }

  /// A command uses the classes that a start kept, also when another start writes them just now.
  private void assertCommandsShareClasses() throws IOException, InterruptedException {
    Path loaded = folder.resolve("loaded");
    var environment =
        Map.of("MAILKEEP_BUILD", "never", "JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);
    String command = MailServer.house().resolve("config/mailkeep").toString();
    long end = System.nanoTime() + LIMIT.toNanos();
    do {
      assertTrue(System.nanoTime() < end, "none is used");
      Program.run(LIMIT, environment, "", List.of(command, "version")).success();
    } while (!Files.readString(loaded)
        .contains("org.mailkeep.launcher.Launcher source: shared objects file (top)"));
  }

  private static void assertPrivate(Path file) throws IOException {
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
        file.toString());
  }
}
