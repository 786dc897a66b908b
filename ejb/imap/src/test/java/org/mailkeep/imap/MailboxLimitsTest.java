package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.mailbox.MailboxLimits;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.search.SearchFixture;
import org.mailkeep.store.memory.MemoryBackend;

/// What clients are told of keywords and subscriptions beyond the limits (RFC 5530 §3).
final class MailboxLimitsTest {
  private static final String KEYWORDS =
      " NO [LIMIT] A message has at most 3 keywords of at most 16 characters";

  private static ImapServer server() throws IOException {
    MailboxLimits limits = new MailboxLimits(10, 255, 10, 3, 16, false);
    MailFixture mail = new MailFixture(new MemoryBackend(), limits);
    return new ImapServer(mail, new SearchFixture(mail));
  }

  private static ImapServer.Client login(ImapServer server) throws IOException {
    ImapServer.Client client = server.connect();
    client.line();
    assertTrue(client.command("a", "LOGIN jane secret").getLast().startsWith("a OK"));
    return client;
  }

  @Test
  void storeRefusesKeywordsBeyondThem() throws Exception {
    try (ImapServer server = server()) {
      server.deliver("INBOX", "one");
      server.deliver("INBOX", "two");
      ImapServer.Client client = login(server);
      client.command("b", "SELECT INBOX");
      assertEquals(
          "c OK Stored", client.command("c", "STORE 1 FLAGS.SILENT (one two three)").getLast());
      // the second message takes it, and is told
      assertEquals(
          List.of("* 2 FETCH (FLAGS (\\Recent four))", "d" + KEYWORDS),
          client.command("d", "STORE 1:2 +FLAGS (four)"));
      assertEquals(
          List.of("e" + KEYWORDS),
          client.command("e", "UID STORE 1:2 +FLAGS (" + "x".repeat(17) + ")"));
      assertEquals(
          List.of("* 1 FETCH (FLAGS (\\Recent one three two))", "f OK Fetched"),
          client.command("f", "FETCH 1 FLAGS"));
      assertEquals(
          "g OK Stored",
          client.command("g", "STORE 1 FLAGS.SILENT (one two " + "x".repeat(16) + ")").getLast());
      // the code of UNCHANGEDSINCE stays with the reply (RFC 7162 §3.1.3)
      String known =
          client.command("h", "FETCH 1 MODSEQ").get(1).replaceAll(".*\\((\\d+)\\)\\)", "$1");
      client.command("i", "STORE 2 +FLAGS (six)");
      List<String> both =
          client.command("j", "STORE 1:2 (UNCHANGEDSINCE " + known + ") +FLAGS.SILENT (six)");
      assertEquals(
          List.of("*" + KEYWORDS, "j NO [MODIFIED 2]" + KEYWORDS.replace(" NO [LIMIT]", "")), both);
    }
  }

  @Test
  void appendRefusesKeywordsBeyondThem() throws Exception {
    try (ImapServer server = server()) {
      ImapServer.Client client = login(server);
      String message = " {1+}\r\nx";
      assertEquals(
          List.of("b" + KEYWORDS),
          client.command("b", "APPEND INBOX (a b c)" + message + " (a b c d)" + message));
      assertEquals(
          List.of("c" + KEYWORDS),
          client.command("c", "APPEND INBOX (" + "x".repeat(17) + ")" + message));
      assertEquals(0, server.jane().quota().messages());
      assertTrue(
          client.command("d", "APPEND INBOX (a b c)" + message).getLast().startsWith("d OK"));
    }
  }

  @Test
  void subscribeRefusesNamesBeyondThem() throws Exception {
    try (ImapServer server = server()) {
      ImapServer.Client client = login(server);
      assertEquals(
          "b OK Subscribed", client.command("b", "SUBSCRIBE " + "x".repeat(1_000)).getLast());
      assertEquals(
          List.of("* LSUB () \"/\" " + "x".repeat(1_000), "c OK Listed"),
          client.command("c", "LSUB \"\" x*"));
      assertEquals(
          "d NO [CANNOT] a path has at most 3071 octets",
          client.command("d", "SUBSCRIBE " + "x".repeat(3_072)).getLast());
      assertEquals(
          "e NO [CANNOT] a name is not empty", client.command("e", "SUBSCRIBE \"\"").getLast());
      for (int i = server.jane().subscriptions().size(); i < 10; i++) {
        assertEquals("f OK Subscribed", client.command("f", "SUBSCRIBE s" + i).getLast());
      }
      assertEquals(
          "g NO [LIMIT] More than 10 subscriptions",
          client.command("g", "SUBSCRIBE more").getLast());
      assertEquals("h OK Subscribed", client.command("h", "SUBSCRIBE INBOX").getLast());
      assertEquals("i OK Unsubscribed", client.command("i", "UNSUBSCRIBE INBOX").getLast());
      assertEquals("j OK Subscribed", client.command("j", "SUBSCRIBE more").getLast());
    }
  }
}
