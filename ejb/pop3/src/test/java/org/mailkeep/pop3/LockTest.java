package org.mailkeep.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mailkeep.imap.ImapServer;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.store.memory.MemoryLookupStore;

/// Who has the maildrop, over all nodes.
final class LockTest {
  private static final AccountId JANE = new AccountId(1);

  private final TestClock clock = new TestClock();
  private final LookupStore lookups = new MemoryLookupStore(clock, 100);
  private final AtomicInteger lost = new AtomicInteger();

  private MaildropLocks node() {
    return new MaildropLocks(lookups, Thread.ofVirtual().factory());
  }

  @Test
  void oneOfTwoNodesHasIt() {
    try (MaildropLocks here = node();
        MaildropLocks there = node()) {
      MaildropLock first = here.take(JANE, lost::incrementAndGet).orElseThrow();
      assertTrue(here.take(JANE, lost::incrementAndGet).isEmpty());
      assertTrue(there.take(JANE, lost::incrementAndGet).isEmpty());
      assertTrue(there.take(new AccountId(2), lost::incrementAndGet).isPresent());
      first.close();
      MaildropLock second = there.take(JANE, lost::incrementAndGet).orElseThrow();
      assertTrue(here.take(JANE, lost::incrementAndGet).isEmpty());
      second.close();
      assertEquals(0, lost.get());
    }
  }

  @Test
  void aNodeThatDiesHasItForATermOnly() {
    try (MaildropLocks dead = node();
        MaildropLocks there = node()) {
      MaildropLock first = dead.take(JANE, lost::incrementAndGet).orElseThrow();
      clock.pass(MaildropLocks.TERM.minusSeconds(1));
      assertTrue(first.renew());
      clock.pass(MaildropLocks.TERM.minusSeconds(1));
      assertTrue(there.take(JANE, lost::incrementAndGet).isEmpty());
      clock.pass(MaildropLocks.TERM);
      assertTrue(there.take(JANE, lost::incrementAndGet).isPresent());
      assertFalse(first.renew());
      assertEquals(1, lost.get());
    }
  }

  @Test
  void whoHasLostItRemovesNothing() throws IOException {
    MailFixture mail = new MailFixture(new MemoryBackend());
    MemoryLookupStore shared = new MemoryLookupStore(mail.clock, 100);
    try (Pop3Server server = new Pop3Server(mail, Pop3Server.RULES, shared, Pop3Server.STANDARD);
        MaildropLocks other = new MaildropLocks(shared, Thread.ofVirtual().factory())) {
      server.deliver("one");
      ImapServer.Client client = server.login();
      Pop3Server.say(client, "DELE 1");
      mail.clock.pass(MaildropLocks.TERM.plusSeconds(1));
      assertTrue(other.take(JANE, lost::incrementAndGet).isPresent());
      assertEquals(
          "-ERR [IN-USE] Some deleted messages not removed", Pop3Server.say(client, "QUIT"));
      assertEquals(1, server.jane().view(MailFixture.inbox(server.jane())).orElseThrow().count());
    }
  }

  @Test
  void itIsFreeWhenItsClientIsGone() throws IOException {
    try (Pop3Server server = new Pop3Server()) {
      ImapServer.Client first = server.login();
      ImapServer.Client second = server.connect();
      second.line();
      Pop3Server.say(second, "USER jane");
      assertEquals(
          "-ERR [IN-USE] Another session has the maildrop, try again later",
          Pop3Server.say(second, "PASS secret"));
      first.socket().close();
      assertEquals("+OK 0 0", Pop3Server.say(server.loginSoon(), "STAT"));
    }
  }
}
