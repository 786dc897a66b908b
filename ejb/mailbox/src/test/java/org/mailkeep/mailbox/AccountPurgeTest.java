package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.contract.Stopped;
import org.mailkeep.store.memory.MemoryBackend;

class AccountPurgeTest {
  private final MailFixture fixture = new MailFixture(new MemoryBackend());

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void onlyAccountsWithOldChangesAreCut() {
    MailAccount old = fixture.open(1);
    fixture.file(old, MailFixture.inbox(old), "a");
    long known = old.lastChange();
    fixture.clock.pass(Duration.ofDays(31));
    MailAccount fresh = fixture.open(2);
    fixture.file(fresh, MailFixture.inbox(fresh), "b");
    assertEquals(counts(2, 1, 0, 0), purge());
    assertEquals(new Changes.TooOld(), old.changesSince(known - 1, 10));
    assertInstanceOf(Changes.Page.class, fresh.changesSince(0, 10));
    assertEquals(counts(2, 0, 0, 0), purge());
  }

  @Test
  void whatADeletedMailboxLeftIsRemoved() {
    MailAccount account = fixture.open(1);
    MailboxId other = ((MailboxResult.Done) account.create("other", null)).mailbox().id();
    fixture.file(account, other, "a");
    byte[] key = MailKeys.mailbox(account.id(), other);
    byte[] record = Objects.requireNonNull(fixture.store.get(Subspace.MAILBOX, key));
    byte[] doomed = MailboxState.parse(other.value(), record).doom("other").record();
    fixture.store.commit(new Batch().put(Subspace.MAILBOX, key, doomed));
    StoredMailAccounts restarted = fixture.newNode();
    assertEquals(counts(1, 0, 1, 0), restarted.purge(times(), Progress.UNWATCHED));
    assertEquals(null, fixture.store.get(Subspace.MAILBOX, key));
    assertEquals(0, restarted.quota(account.id()).messages());
  }

  @Test
  void aDamagedAccountKeepsNoOtherFromItsTurn() {
    MailAccount damaged = fixture.open(1);
    MailAccount old = fixture.open(2);
    fixture.clock.pass(Duration.ofDays(31));
    byte[] key = MailKeys.mailbox(damaged.id(), MailFixture.inbox(damaged));
    fixture.store.commit(new Batch().put(Subspace.MAILBOX, key, new byte[0]));
    StoredMailAccounts restarted = fixture.newNode();
    Map<String, Long> done = restarted.purge(times(), Progress.UNWATCHED);
    assertEquals(counts(2, 1, 0, 1), done);
    assertEquals(new Changes.TooOld(), restarted.open(old.id()).changesSince(0, 10));
  }

  @Test
  void itEndsWhenItIsCancelled() {
    fixture.open(1);
    assertThrows(Progress.Cancelled.class, () -> fixture.accounts.purge(times(), new Stopped()));
  }

  private Map<String, Long> purge() {
    return fixture.accounts.purge(times(), Progress.UNWATCHED);
  }

  @Test
  void oldMessagesGoFromTrashAndJunkAndFromNowhereElse() {
    MailAccount account = fixture.open(1);
    MailboxId inbox = MailFixture.inbox(account);
    MailboxId trash = account.withRole(Role.TRASH).orElseThrow().id();
    MailboxId junk = account.withRole(Role.JUNK).orElseThrow().id();
    for (int i = 0; i < 700; i++) {
      fixture.file(account, trash, "t" + i);
    }
    fixture.file(account, junk, "j");
    fixture.file(account, inbox, "stays");
    fixture.file(account, inbox, "moved late");
    fixture.clock.pass(Duration.ofDays(29));
    account.move(inbox, UidSet.of(2), trash);
    fixture.clock.pass(Duration.ofDays(2));
    Map<String, Long> done = purge();
    assertEquals(701L, done.get("expunged"));
    assertEquals(1, account.withRole(Role.TRASH).orElseThrow().status().messages());
    assertEquals(0, account.withRole(Role.JUNK).orElseThrow().status().messages());
    assertEquals(1, account.withRole(Role.INBOX).orElseThrow().status().messages());
    assertEquals(2, account.quota().messages());
    assertEquals(0L, purge().get("expunged"));
  }

  private PurgeTimes times() {
    Instant month = fixture.clock.instant().minus(Duration.ofDays(30));
    return new PurgeTimes(month, month, month);
  }

  private static Map<String, Long> counts(long seen, long cut, long emptied, long unreadable) {
    return Map.of(
        "accounts",
        seen,
        "cut",
        cut,
        "emptied",
        emptied,
        "expunged",
        0L,
        "forgotten",
        0L,
        "unreadable",
        unreadable);
  }
}
