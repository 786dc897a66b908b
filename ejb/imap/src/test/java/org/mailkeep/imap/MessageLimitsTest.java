package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.imap.ImapSettings;

/// MESSAGELIMIT and SAVELIMIT (RFC 9738): of six messages, commands take three.
final class MessageLimitsTest {
  private static final MessageLimits THREE = new MessageLimits(Optional.of(3), Optional.empty());

  private static ImapRules rules(MessageLimits limits) {
    return new ImapRules(
        3, true, Optional.empty(), Optional.empty(), ImapRules.SearchMatch.WORDS, limits);
  }

  private static ImapServer.Client client(ImapServer server) throws IOException {
    for (int i = 1; i <= 6; i++) {
      server.deliver("INBOX", "message " + i);
    }
    ImapServer.Client client = server.connect();
    client.line();
    client.command("l", "LOGIN jane secret");
    client.command("s", "SELECT INBOX");
    return client;
  }

  @Test
  void areReadFromTheConfiguration() {
    String toml = "imap.request.max-messages = 1000\nimap.request.max-saved = 50\n";
    assertEquals(
        new MessageLimits(Optional.of(1000), Optional.of(50)),
        ImapRules.from(
                Configuration.of(toml, ImapRules.class, ExtensionRules.class, ImapSettings.class))
            .limits());
  }

  @Test
  void whatGoesByMessageTakesTheLastOnesAndSaysHowFarItCame() throws Exception {
    try (ImapServer server = new ImapServer(rules(THREE))) {
      ImapServer.Client client = client(server);
      assertTrue(client.command("c", "CAPABILITY").getFirst().contains(" MESSAGELIMIT=3 "));
      List<String> fetched = client.command("f", "FETCH 1:* UID");
      assertEquals("* 4 FETCH (UID 4)", fetched.getFirst());
      assertEquals("f OK [MESSAGELIMIT 3 4] Fetched", fetched.getLast());
      assertEquals("f OK Fetched", client.command("f", "UID FETCH 1:3 UID").getLast());
      assertEquals(
          List.of("* SEARCH 4 5 6", "s OK [MESSAGELIMIT 3 4] Searched"),
          client.command("s", "SEARCH ALL"));
      assertEquals(
          List.of("* SEARCH 3", "s OK Searched"), client.command("s", "SEARCH 1:3 SUBJECT 3"));
      assertEquals(
          "t OK [MESSAGELIMIT 3 4] Stored",
          client.command("t", "STORE 1:* +FLAGS.SILENT (\\Deleted)").getLast());
      assertEquals(
          "m OK [MESSAGELIMIT 3 4] Moved", client.command("m", "UID MOVE 1:* Drafts").getLast());
      assertEquals(3, server.jane().find("INBOX").orElseThrow().status().messages());
    }
  }

  @Test
  void whatIsDoneInOnePieceIsRefused() throws Exception {
    try (ImapServer server = new ImapServer(rules(THREE))) {
      ImapServer.Client client = client(server);
      String refusal = " NO [MESSAGELIMIT 3] Too many messages, try a smaller subset";
      assertEquals("c" + refusal, client.command("c", "COPY 1:* Drafts").getLast());
      assertEquals("o" + refusal, client.command("o", "SORT (DATE) UTF-8 ALL").getLast());
      assertEquals("t" + refusal, client.command("t", "THREAD REFERENCES UTF-8 ALL").getLast());
      assertEquals("o OK Sorted", client.command("o", "SORT (DATE) UTF-8 4:6").getLast());
      String four = "APPEND INBOX {1+}\r\na {1+}\r\nb {1+}\r\nc {1+}\r\nd";
      assertEquals("a" + refusal, client.command("a", four).getLast());
      assertEquals(0, server.jane().find("Drafts").orElseThrow().status().messages());
      assertEquals(6, server.jane().find("INBOX").orElseThrow().status().messages());
    }
  }

  @Test
  void uidExpungeCountsWhatIsDeletedOnly() throws Exception {
    try (ImapServer server = new ImapServer(rules(THREE))) {
      ImapServer.Client client = client(server);
      client.command("t", "STORE 1:2 +FLAGS.SILENT (\\Deleted)");
      assertEquals("e OK Expunged", client.command("e", "UID EXPUNGE 1:*").getLast());
      client.command("t", "STORE 1:2 +FLAGS.SILENT (\\Deleted)");
      client.command("t", "STORE 3:4 +FLAGS.SILENT (\\Deleted)");
      List<String> lines = client.command("e", "UID EXPUNGE 1:*");
      assertEquals("e OK [MESSAGELIMIT 3 4] Expunged", lines.getLast());
      assertEquals(1, server.jane().find("INBOX").orElseThrow().status().messages());
      assertEquals("e OK Expunged", client.command("e", "EXPUNGE").getLast());
      assertEquals(0, server.jane().find("INBOX").orElseThrow().status().messages());
    }
  }

  @Test
  void theCodeStandsApartWhenTheReplyHasOne() throws Exception {
    try (ImapServer server = new ImapServer(rules(THREE))) {
      ImapServer.Client client = client(server);
      List<String> lines =
          client.command("t", "UID STORE 1:* (UNCHANGEDSINCE 1) +FLAGS.SILENT (\\Seen)");
      assertTrue(lines.contains("* NO [MESSAGELIMIT 3 4] Too many messages"), lines::toString);
      assertEquals("t OK [MODIFIED 4:6] Stored", lines.getLast());
    }
  }

  @Test
  void aLimitOfSavingHoldsForSavingAlone() throws Exception {
    MessageLimits saving = new MessageLimits(Optional.empty(), Optional.of(3));
    try (ImapServer server = new ImapServer(rules(saving))) {
      ImapServer.Client client = client(server);
      String told = client.command("c", "CAPABILITY").getFirst();
      assertTrue(told.contains(" SAVELIMIT=3") && !told.contains("MESSAGELIMIT"), told);
      String refusal = client.command("c", "COPY 1:* Drafts").getLast();
      assertTrue(refusal.startsWith("c NO [MESSAGELIMIT 3]"), refusal);
      assertEquals("f OK Fetched", client.command("f", "FETCH 1:* UID").getLast());
      assertEquals("o OK Sorted", client.command("o", "SORT (DATE) UTF-8 ALL").getLast());
    }
  }
}
