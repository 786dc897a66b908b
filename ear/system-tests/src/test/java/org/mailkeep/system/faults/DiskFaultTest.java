package org.mailkeep.system.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Wire;

/// A disk without room, and one that broke and lets nobody write: clients are told to come back,
/// operators are told why, what was acknowledged stays. Needs root, for a disk of its own.
@Tag("servers")
final class DiskFaultTest {
  private static final int MEBIBYTES = 192;
  private static final int LARGE = 400_000;
  private static final int MANY = 200;

  @TempDir Path folder;

  @Test
  void aFullDiskIsATemporaryFailureUntilThereIsRoom() throws Exception {
    Path instance = folder.resolve("full");
    try (var disk = disk(instance);
        var server = MailServer.in(instance, House.settings())) {
      House house = House.started(server);
      assertFlows(house, "before");
      try (Wire session = house.inbox("bert")) {
        disk.fill();
        assertEquals(
            "452 4.3.1 Insufficient storage, try again later", firstRefusal(house, "full"));
        assertRefused(house, session, "No space left on device");
        disk.clear();
        House.awaitAnswer(server::readiness, answer -> answer.startsWith("200 "));
        assertEquals("OK", house.append(session, "bert", "room", LARGE).substring(0, 2));
      }
      assertTrue(server.events().contains("store.recovered store=disk "), server.events());
      assertTrue(house.status().contains("\"state\":\"open\"}]"), house.status());
      assertFlows(house, "after");
      house.awaitAllThere();
      server.restart();
      house.awaitAllThere();
    }
  }

  @Test
  void aBrokenDiskIsReadUntilItIsRepaired() throws Exception {
    Path instance = folder.resolve("broken");
    try (var disk = disk(instance);
        var server = MailServer.in(instance, House.settings())) {
      House house = House.started(server);
      assertFlows(house, "before");
      try (Wire session = house.inbox("bert")) {
        disk.breakDown();
        String refusal = firstRefusal(house, "broken");
        assertTrue(refusal.startsWith("452 4.3.1 ") || refusal.startsWith("451 4.3.0 "), refusal);
        assertRefused(house, session, "Read-only file system");
      }
      server.stop();
      disk.repair();
      server.start();
      assertTrue(server.readiness().startsWith("200 "), server.readiness());
      assertFlows(house, "after");
      house.awaitAllThere();
    }
  }

  private Disk disk(Path instance) throws IOException, InterruptedException {
    return Disk.mounted(
        folder.resolve(instance.getFileName() + ".img"), instance.resolve("data"), MEBIBYTES);
  }

  private static void assertFlows(House house, String subject) throws Exception {
    for (String account : new String[] {"anna", "bert"}) {
      String reply = house.send(account, subject + "-" + account, 100_000);
      assertTrue(reply.startsWith("250 2.0.0 "), reply);
    }
    house.awaitAllThere();
  }

  /// Sends until the server takes no more: what was in its buffers may have had room.
  private static String firstRefusal(House house, String subject) throws IOException {
    for (int i = 0; i < MANY; i++) {
      String reply = house.send("anna", subject + "-" + i, LARGE);
      if (!reply.startsWith("250 ")) {
        return reply;
      }
    }
    return "none";
  }

  /// Whatever would be written is refused for now, what is there is read, and the reason is told.
  private static void assertRefused(House house, Wire session, String reason) throws Exception {
    MailServer server = house.server();
    String answer = house.append(session, "bert", "refused", LARGE);
    assertTrue(answer.startsWith("NO [UNAVAILABLE] "), answer);
    answer = session.imap("STORE 1 +FLAGS (\\Flagged)").getLast();
    assertTrue(answer.startsWith("NO [UNAVAILABLE] "), answer);
    assertEquals(
        House.message("before-bert", 100_000).length(),
        literal(session.done("FETCH 1 BODY.PEEK[]").getFirst()),
        "mail is read as before");
    String ready = server.readiness();
    assertTrue(ready.startsWith("503 ") && ready.contains("store disk: "), ready);
    assertTrue(ready.contains(reason), ready);
    String status = house.status();
    assertTrue(status.contains("\"state\":\"failing: ") && status.contains(reason), status);
    String events = server.events();
    assertTrue(events.contains("ERROR store.troubled store=disk "), events);
    assertTrue(events.contains("ERROR store.full store=disk "), events);
    assertFalse(events.contains("store.recovered"), events);
  }

  /// Octets of the body in a FETCH answer; trace fields come before what was sent.
  private static int literal(String answer) {
    return answer.substring(answer.indexOf("Subject: "), answer.lastIndexOf(')')).length();
  }
}
