package org.mailkeep.system.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.MailServerExtension;
import org.mailkeep.system.Wire;

/// Thunderbird, driven without a screen, reads, files and sends mail; Python's imaplib tells what
/// the server has then.
@Tag("servers")
@ExtendWith(MailServerExtension.class)
final class ThunderbirdTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void readsFilesSendsAndHearsOfMail(MailServer server) throws Exception {
    Mailbox jane = Mailbox.make(server, "thunderbird", folder);
    for (String subject : List.of("one", "=?UTF-8?Q?tw=C3=B6?=", "three", "four")) {
      deliver(server, jane.address(), subject);
    }
    await(jane, "INBOX one", "INBOX twö", "INBOX three", "INBOX four");
    try (Thunderbird thunderbird = Thunderbird.start(folder)) {
      setUp(thunderbird, jane, "imap", "imaps");
      reads(thunderbird, jane);
      files(thunderbird, jane);
      hears(thunderbird, jane);
      sends(thunderbird, jane);
      fetches(thunderbird, jane);
      assertEquals(List.of(), thunderbird.refused());
    }
  }

  private static void setUp(Thunderbird thunderbird, Mailbox jane, String type, String listener)
      throws IOException {
    thunderbird.call(
        "setUp",
        type,
        String.valueOf(jane.server().port(listener)),
        String.valueOf(jane.server().port("submissions")),
        jane.address(),
        jane.password(),
        Files.readString(jane.certificate()));
  }

  private void reads(Thunderbird thunderbird, Mailbox jane) throws Exception {
    List<String> names = thunderbird.call("names", jane.address());
    for (String name :
        List.of("INBOX Inbox", "Drafts Drafts", "Sent Items SentMail", "Deleted Items Trash")) {
      assertTrue(names.contains(name), names.toString());
    }
    assertEquals(
        List.of("four unread", "one unread", "three unread", "twö unread"),
        thunderbird.call("open", jane.address(), "INBOX"));
    List<String> source = thunderbird.call("source", jane.address(), "INBOX", "twö");
    assertTrue(source.contains("Hello"), source.toString());
    thunderbird.call("mark", jane.address(), "INBOX", "one");
    await(jane, "INBOX one \\Flagged \\Seen", "INBOX twö", "INBOX three", "INBOX four");
  }

  private void files(Thunderbird thunderbird, Mailbox jane) throws Exception {
    thunderbird.call("make", jane.address(), "Töpfe");
    thunderbird.call("copy", jane.address(), "INBOX", "one", "Töpfe");
    thunderbird.call("move", jane.address(), "INBOX", "twö", "Töpfe");
    thunderbird.call("remove", jane.address(), "INBOX", "three");
    await(
        jane,
        "INBOX one \\Flagged \\Seen",
        "INBOX four",
        "T&APY-pfe one \\Flagged \\Seen",
        "T&APY-pfe twö",
        "Deleted Items three");
  }

  private static void hears(Thunderbird thunderbird, Mailbox jane) throws Exception {
    thunderbird.awaitIdle();
    deliver(jane.server(), jane.address(), "pushed");
    thunderbird.call("hear", jane.address(), "INBOX", "pushed unread");
  }

  private void sends(Thunderbird thunderbird, Mailbox jane) throws Exception {
    thunderbird.call("draft", jane.address(), "thought");
    thunderbird.call("send", jane.address(), "sent");
    fetched(thunderbird, jane, "sent unread");
    await(
        jane,
        "INBOX one \\Flagged \\Seen",
        "INBOX four",
        "INBOX pushed",
        "INBOX sent",
        "T&APY-pfe one \\Flagged \\Seen",
        "T&APY-pfe twö",
        "Deleted Items three",
        "Drafts thought \\Draft",
        "Sent Items sent \\Seen");
  }

  /// Has Thunderbird ask until it shows a message: it does not always wait for news of the inbox.
  private static void fetched(Thunderbird thunderbird, Mailbox jane, String shown)
      throws IOException {
    long end = System.nanoTime() + SOON.toNanos();
    while (!thunderbird.call("open", jane.address(), "INBOX").contains(shown)) {
      assertTrue(System.nanoTime() < end, shown);
    }
  }

  private void fetches(Thunderbird thunderbird, Mailbox jane) throws Exception {
    setUp(thunderbird, jane, "pop3", "pop3s");
    assertEquals(
        List.of("four", "one", "pushed", "sent"), thunderbird.call("fetch", jane.address()));
    await(
        jane,
        "T&APY-pfe one \\Flagged \\Seen",
        "T&APY-pfe twö",
        "Deleted Items three",
        "Drafts thought \\Draft",
        "Sent Items sent \\Seen");
  }

  /// Waits until the server has these messages.
  private void await(Mailbox jane, String... messages) throws Exception {
    Path script = folder.resolve("state.py");
    Files.writeString(script, jane.script("state.py", Map.of()));
    List<String> expected = List.of(messages).stream().sorted().toList();
    long end = System.nanoTime() + SOON.toNanos();
    while (true) {
      List<String> found =
          jane.run(Map.of("PYTHONIOENCODING", "latin1"), "python3", script.toString())
              .lines()
              .sorted()
              .toList();
      if (found.equals(expected) || System.nanoTime() > end) {
        assertEquals(expected, found);
        return;
      }
    }
  }

  private static void deliver(MailServer server, String to, String subject) throws IOException {
    try (Wire smtp = new Wire(server.port("smtp"))) {
      smtp.reply();
      smtp.smtp("EHLO client.example.net");
      smtp.smtp("MAIL FROM:<joe@example.net>");
      smtp.smtp("RCPT TO:<" + to + ">");
      smtp.smtp("DATA");
      String reply =
          smtp.smtp(
              "From: joe@example.net\r\nTo: %s\r\nSubject: %s\r\n\r\nHello\r\n."
                  .formatted(to, subject));
      assertTrue(reply.startsWith("250"), reply);
    }
  }
}
