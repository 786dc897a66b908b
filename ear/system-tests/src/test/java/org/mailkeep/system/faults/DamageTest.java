package org.mailkeep.system.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.Wire;

/// Stored messages that a disk has damaged: who asks for them is told, others do not notice, and
/// operators hear of it.
@Tag("servers")
final class DamageTest {
  private static final int SMALL = 10_000;
  private static final int LARGE = 150_000;

  @TempDir Path folder;

  @Test
  void aDamagedMessageConcernsWhoReadsItAlone() throws Exception {
    try (var server = MailServer.in(folder, House.settings())) {
      House house = House.started(server);
      try (Wire anna = house.inbox("anna");
          Wire bert = house.inbox("bert")) {
        assertTaken(house.append(anna, "anna", "sound", SMALL));
        assertTaken(house.append(anna, "anna", "damaged-small", SMALL));
        assertTaken(house.append(anna, "anna", "damaged-large", LARGE));
        assertTaken(house.append(bert, "bert", "untouched", LARGE));
      }
      server.restart(); // what was in the log goes to files
      server.stop();
      damage(server, "What the message damaged-small says.");
      damage(server, "What the message damaged-large says.");
      server.start();
      assertDamageIsContained(house);
    }
  }

  private static void assertDamageIsContained(House house) throws Exception {
    MailServer server = house.server();
    try (Wire anna = house.inbox("anna")) {
      String answer = anna.imap("FETCH 2 BODY.PEEK[]").getLast();
      assertTrue(answer.startsWith("NO [CORRUPTION] "), answer);
      anna.done("FETCH 1 BODY.PEEK[]");
      anna.done("FETCH 1:3 (FLAGS UID RFC822.SIZE)");
      assertThrows(EOFException.class, () -> anna.done("FETCH 3 BODY.PEEK[]"), "half a literal");
    }
    try (Wire anna = house.inbox("anna");
        Wire bert = house.inbox("bert")) {
      assertEquals("OK", bert.done("FETCH 1 BODY.PEEK[]").getLast().substring(0, 2));
      anna.done("UID MOVE 2:3 Archive");
      anna.done("NOOP");
    }
    house.forget("anna", "damaged-small");
    house.forget("anna", "damaged-large");
    assertTrue(house.send("anna", "new-anna", SMALL).startsWith("250 "));
    assertTrue(house.send("bert", "new-bert", SMALL).startsWith("250 "));
    house.awaitAllThere();
    String events = server.events();
    assertTrue(events.contains("ERROR store.corrupt store=disk "), events);
    String ready = server.readiness();
    assertTrue(ready.startsWith("200 ") && ready.contains("\"warnings\":[\"store disk: "), ready);
    assertTrue(house.status().contains("\"state\":\"damaged: "), house.status());
  }

  private static void assertTaken(String answer) {
    assertTrue(answer.startsWith("OK"), answer);
  }

  /// Changes an octet of each place in the store's files where a message's text begins.
  private static void damage(MailServer server, String text) throws IOException {
    byte[] sought = text.getBytes(StandardCharsets.US_ASCII);
    int hits = 0;
    for (Path file : files(server.instance().resolve("data/mail"))) {
      byte[] octets = Files.readAllBytes(file);
      int at = indexOf(octets, sought);
      if (at >= 0) {
        octets[at + 1] ^= 1;
        Files.write(file, octets);
        hits++;
      }
    }
    assertTrue(hits > 0, "the store's files hold the message");
  }

  private static List<Path> files(Path store) throws IOException {
    var all = new ArrayList<Path>();
    try (var files = Files.list(store)) {
      files
          .filter(file -> file.toString().endsWith(".blob") || file.toString().endsWith(".sst"))
          .forEach(all::add);
    }
    return all;
  }

  private static int indexOf(byte[] octets, byte[] sought) {
    for (int at = 0; at <= octets.length - sought.length; at++) {
      int i = 0;
      while (i < sought.length && octets[at + i] == sought[i]) {
        i++;
      }
      if (i == sought.length) {
        return at;
      }
    }
    return -1;
  }
}
