package org.mailkeep.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.imap.ImapServer;
import org.mailkeep.imap.KnownPeople;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.Role;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.search.SearchFixture;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.memory.MemoryBackend;

/// One maildrop by POP3 and IMAP: snapshot, identity, removal.
final class MaildropTest {
  private final MailFixture mail = new MailFixture(new MemoryBackend());

  private static List<String> ids(Pop3Server server) throws IOException {
    ImapServer.Client client = server.login();
    Pop3Server.say(client, "UIDL");
    List<String> ids = Pop3Server.rows(client);
    assertEquals("+OK Bye", Pop3Server.say(client, "QUIT"));
    return ids.stream().map(row -> row.substring(row.indexOf(' ') + 1)).toList();
  }

  @Test
  void uniqueIdsAreThoseOfMessagesAndStay() throws IOException {
    try (Pop3Server server = new Pop3Server(mail, Pop3Server.RULES)) {
      server.deliver("one");
      server.deliver("two");
      List<String> first = ids(server);
      MailAccount jane = server.jane();
      MailboxId inbox = MailFixture.inbox(jane);
      MailboxView view = mail.newNode().open(jane.id()).view(inbox).orElseThrow();
      assertEquals(List.of(view.email(0).toString(), view.email(1).toString()), first);

      MailboxId trash = jane.withRole(Role.TRASH).orElseThrow().id();
      jane.move(inbox, UidSet.of(1), trash);
      assertEquals(List.of(first.getLast()), ids(server));
      jane.move(trash, UidSet.ALL, inbox);
      assertEquals(first.reversed(), ids(server));
    }
  }

  @Test
  void quitRemovesForImapToo() throws IOException {
    try (Pop3Server server = new Pop3Server(mail, Pop3Server.RULES);
        ImapServer imap = new ImapServer(mail, new SearchFixture(mail), new KnownPeople())) {
      server.deliver("one");
      server.deliver("two");
      ImapServer.Client reader = imap.connect();
      reader.line();
      reader.command("a", "LOGIN jane secret");
      assertTrue(reader.command("b", "SELECT INBOX").contains("* 2 EXISTS"));

      ImapServer.Client client = server.login();
      assertEquals("+OK Marked as deleted", Pop3Server.say(client, "DELE 1"));
      assertEquals(List.of("c OK Done"), reader.command("c", "NOOP"));
      assertEquals("+OK Bye, 1 messages removed", Pop3Server.say(client, "QUIT"));
      assertEquals("* 1 EXPUNGE", reader.command("d", "NOOP").getFirst());
    }
  }

  @Test
  void whatImapRemovesIsMissedByNameAndNotByNumber() throws IOException {
    try (Pop3Server server = new Pop3Server(mail, Pop3Server.RULES)) {
      server.deliver("one");
      server.deliver("two");
      ImapServer.Client client = server.login();
      MailAccount jane = server.jane();
      jane.remove(MailFixture.inbox(jane), UidSet.of(1));
      assertEquals(
          "-ERR The message was removed by another session", Pop3Server.say(client, "RETR 1"));
      assertEquals("+OK 108 octets", Pop3Server.say(client, "RETR 2"));
      assertTrue(Pop3Server.rows(client).contains("Subject: two"));
      Pop3Server.say(client, "DELE 1");
      Pop3Server.say(client, "DELE 2");
      assertEquals("+OK Bye, 2 messages removed", Pop3Server.say(client, "QUIT"));
      assertEquals(0, jane.view(MailFixture.inbox(jane)).orElseThrow().count());
    }
  }

  @Test
  void whoIsCutOffRemovesNothing() throws IOException {
    try (Pop3Server server = new Pop3Server(mail, Pop3Server.RULES)) {
      server.deliver("one");
      ImapServer.Client client = server.login();
      assertEquals("+OK Marked as deleted", Pop3Server.say(client, "DELE 1"));
      client.socket().close();
      assertEquals("+OK 1 108", Pop3Server.say(server.loginSoon(), "STAT"));
    }
  }

  @Test
  void aStoreThatFailsAtQuitKeepsTheMessagesAndSaysSo() throws IOException {
    try (Pop3Server server = new Pop3Server(mail, Pop3Server.RULES)) {
      server.deliver("one");
      ImapServer.Client client = server.login();
      Pop3Server.say(client, "DELE 1");
      mail.failing.failWrites(FailingBackend::unavailable);
      assertEquals(
          "-ERR [SYS/TEMP] Some deleted messages not removed", Pop3Server.say(client, "QUIT"));
      assertEquals("<end>", client.line());
    }
  }

  @Test
  void linesAreStuffedAndTopCutsThem() throws IOException {
    try (Pop3Server server = new Pop3Server(mail, Pop3Server.RULES)) {
      server.deliverText("Subject: dots\r\n\r\n.\r\n..two\r\nbare\n.\nend");
      ImapServer.Client client = server.login();
      Pop3Server.say(client, "RETR 1");
      List<String> all = Pop3Server.rows(client);
      assertEquals(List.of("Subject: dots", "", "..", "...two", "bare", "..", "end"), all);
      Pop3Server.say(client, "TOP 1 2");
      assertEquals(all.subList(0, 4), Pop3Server.rows(client));
      Pop3Server.say(client, "TOP 1 0");
      assertEquals(all.subList(0, 2), Pop3Server.rows(client));
      Pop3Server.say(client, "TOP 1 100");
      assertEquals(all, Pop3Server.rows(client));
    }
  }

  @Test
  void manyMessagesAreListedInParts() throws IOException {
    try (Pop3Server server = new Pop3Server(mail, Pop3Server.RULES)) {
      for (int i = 0; i < 2_500; i++) {
        server.deliver("n");
      }
      ImapServer.Client client = server.login();
      Pop3Server.say(client, "DELE 1000");
      assertEquals(2_499, list(client).size());
      assertEquals("+OK Bye, 1 messages removed", Pop3Server.say(client, "QUIT"));
    }
  }

  private static List<String> list(ImapServer.Client client) throws IOException {
    Pop3Server.say(client, "LIST");
    return Pop3Server.rows(client);
  }
}
