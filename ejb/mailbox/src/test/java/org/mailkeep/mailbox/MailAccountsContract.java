package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.telemetry.StoreEvent;

/// What mail does on any store.
abstract class MailAccountsContract {
  MailFixture fixture;
  MailAccount account;
  MailboxId inbox;

  /// An empty store.
  abstract DataBackend backend();

  @BeforeEach
  void open() {
    fixture = new MailFixture(backend());
    account = fixture.open(1);
    inbox = MailFixture.inbox(account);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  MailboxId create(String path) {
    return assertInstanceOf(MailboxResult.Done.class, account.create(path, null)).mailbox().id();
  }

  MailboxView view(MailboxId mailbox) {
    return account.view(mailbox).orElseThrow();
  }

  StoredMessage message(EmailId id) {
    return Objects.requireNonNull(account.messages(List.of(id)).get(id), "a message");
  }

  static List<Integer> uids(MailboxView view) {
    return IntStream.range(0, view.count()).mapToObj(view::uid).toList();
  }

  @Test
  void aNewAccountHasItsDefaultMailboxes() {
    assertEquals(
        List.of("INBOX", "Deleted Items", "Drafts", "Junk Mail", "Sent Items"),
        account.mailboxes().stream().map(Mailbox::path).toList());
    assertTrue(account.mailboxes().stream().allMatch(Mailbox::subscribed));
    assertEquals("Sent Items", account.withRole(Role.SENT).orElseThrow().path());
    assertTrue(account.withRole(Role.ARCHIVE).isEmpty());
    assertEquals(inbox, account.find("inbox").orElseThrow().id());
  }

  @Test
  void aFiledMessageIsInItsMailbox() {
    FilingResult.Message filed = fixture.file(account, inbox, "a");
    MailboxView view = view(inbox);
    assertEquals(1, view.count());
    assertEquals(1, filed.uid());
    assertEquals(1, view.uid(0));
    assertEquals(filed.email(), view.email(0));
    assertEquals(filed.modSeq(), view.modSeq(0));
    StoredMessage stored = message(filed.email());
    assertEquals("Subject of a", stored.structure().envelope().subject());
    byte[] octets = fixture.blobs.read(stored.blob(), 0, (int) stored.size());
    assertEquals(MailFixture.text("a", "Subject of a"), new String(octets, StandardCharsets.UTF_8));
    assertEquals(List.of(new StoredMessage.Place(inbox, 1)), stored.places());
    MailboxStatus status = account.mailbox(inbox).orElseThrow().status();
    assertEquals(1, status.messages());
    assertEquals(1, status.unseen());
    assertEquals(1, status.recent());
    assertEquals(2, status.uidNext());
    assertEquals(view.status(), status);
  }

  /// RFC 7162 §3.2.
  @Test
  void anAnnotationIsAChangeOfItsMailbox() {
    FilingResult.Message filed = fixture.file(account, inbox, "a");
    MailboxView before = view(inbox);
    long known = before.status().highestModSeq();
    var comment = new Annotation("/shared/comment", "x".getBytes(StandardCharsets.UTF_8));
    account.annotate(inbox, account.id(), List.of(comment), 10);
    MailboxStatus status = account.mailbox(inbox).orElseThrow().status();
    assertTrue(status.highestModSeq() > known, "it has a number of its own");
    assertEquals(status, view(inbox).status());
    assertEquals(filed.modSeq(), view(inbox).modSeq(0), "no message changed");
    assertEquals(List.of(), view(inbox).since(before).changed());
    FilingResult.Message next = fixture.file(account, inbox, "b");
    assertTrue(next.modSeq() > status.highestModSeq());
    assertEquals(List.of(1, 2), uids(view(inbox)));
    account.annotate(null, account.id(), List.of(comment), 10);
    assertEquals(next.modSeq(), view(inbox).status().highestModSeq(), "the server is no mailbox");
  }

  @Test
  void filingIsOneCommitWithoutReadingMoreThanTheMessageIds() {
    fixture.file(account, inbox, "first");
    for (int i = 0; i < 300; i++) {
      fixture.file(account, inbox, "m" + i);
    }
    NewMessage message = fixture.message(inbox, MailFixture.text("x", "y"), Flags.NONE);
    fixture.counting.reset();
    account.file(List.of(message), Settlement.NONE);
    assertEquals(1, fixture.counting.commits.get());
    assertEquals(0, fixture.counting.scans.get());
    assertTrue(fixture.counting.gets.get() <= 2, "keys " + fixture.counting.gets.get());
    assertTrue(fixture.counting.mutations.get() <= 12, "" + fixture.counting.mutations.get());
  }

  @Test
  void severalMessagesAreFiledAllOrNone() {
    MailboxId other = create("other");
    FilingResult result =
        account.file(
            List.of(
                fixture.message(inbox, MailFixture.text("a", "s"), Flags.NONE),
                fixture.message(new MailboxId(999), MailFixture.text("b", "s"), Flags.NONE)),
            Settlement.NONE);
    assertEquals(new FilingResult.NoMailbox(new MailboxId(999)), result);
    assertEquals(0, view(inbox).count());
    account.file(
        List.of(
            fixture.message(inbox, MailFixture.text("a", "s"), Flags.NONE),
            fixture.message(other, MailFixture.text("a", "s"), Flags.of(SystemFlag.SEEN))),
        Settlement.NONE);
    assertEquals(1, view(inbox).count());
    assertTrue(view(other).flags(0).has(SystemFlag.SEEN));
    assertEquals(2, account.quota().messages());
  }

  @Test
  void filingSettlesInTheSameCommit() {
    byte[] key = {7};
    fixture.store.commit(new Batch().put(Subspace.QUEUE, key, new byte[] {1}));
    Settlement settlement =
        (reader, batch) -> {
          byte[] queued = reader.get(Subspace.QUEUE, key);
          if (queued == null) {
            return false;
          }
          batch.require(Subspace.QUEUE, key, queued).delete(Subspace.QUEUE, key);
          return true;
        };
    fixture.counting.reset();
    assertInstanceOf(
        FilingResult.Filed.class,
        account.file(List.of(fixture.message(inbox, "S: x\r\n\r\n", Flags.NONE)), settlement));
    assertEquals(1, fixture.counting.commits.get());
    assertEquals(
        new FilingResult.Settled(),
        account.file(List.of(fixture.message(inbox, "S: x\r\n\r\n", Flags.NONE)), settlement));
    assertEquals(1, view(inbox).count());
  }

  @Test
  void aConflictInASettlementRunsItAgain() {
    byte[] key = {7};
    fixture.store.commit(new Batch().put(Subspace.QUEUE, key, new byte[] {1}));
    NewMessage message = fixture.message(inbox, "S: x\r\n\r\n", Flags.NONE);
    fixture.counting.beforeNextCommit(batch -> {
      fixture.store.commit(new Batch().put(Subspace.QUEUE, key, new byte[] {2}));
      return batch;
    });
    List<Byte> seen = new ArrayList<>();
    account.file(
        List.of(message),
        (reader, batch) -> {
          byte[] queued = Objects.requireNonNull(reader.get(Subspace.QUEUE, key));
          seen.add(queued[0]);
          batch.require(Subspace.QUEUE, key, queued).delete(Subspace.QUEUE, key);
          return true;
        });
    assertEquals(List.of((byte) 1, (byte) 2), seen);
    assertEquals(1, view(inbox).count());
  }

  @Test
  void quotaIsExactAndRefuses() {
    NewMessage message = fixture.message(inbox, MailFixture.text("a", "s"), Flags.NONE);
    long size = message.content().size();
    fixture.quota.put(account.id(), new Quota.Limits(size * 2, 0));
    FilingResult.Message first =
        fixture.file(account, inbox, MailFixture.text("a", "s"), Flags.NONE);
    assertEquals(size, account.quota().bytes());
    assertInstanceOf(CopyResult.Copied.class, account.copy(inbox, UidSet.of(first.uid()), inbox));
    assertInstanceOf(FilingResult.OverQuota.class, account.file(List.of(message), Settlement.NONE));
    assertInstanceOf(CopyResult.OverQuota.class, account.copy(inbox, UidSet.ALL, inbox));
    account.store(inbox, UidSet.ALL, add(SystemFlag.DELETED), Long.MAX_VALUE);
    account.expunge(inbox, UidSet.ALL);
    assertEquals(0, account.quota().bytes());
    assertEquals(0, account.quota().messages());
  }

  static FlagChange add(SystemFlag flag) {
    return new FlagChange(FlagChange.Kind.ADD, Flags.of(flag));
  }

  @Test
  void flagsAreAddedRemovedAndSet() {
    fixture.file(account, inbox, "a");
    FilingResult.Message second = fixture.file(account, inbox, "b");
    Flags junk = Flags.ofImap(List.of("\\Seen", "$Junk")).orElseThrow();
    FlagResult added =
        account.store(
            inbox, UidSet.of(2, 9), new FlagChange(FlagChange.Kind.ADD, junk), Long.MAX_VALUE);
    assertEquals(1, added.changed().size());
    assertTrue(added.changed().getFirst().modSeq() > second.modSeq());
    assertEquals(junk, view(inbox).flags(1));
    assertEquals(1, account.mailbox(inbox).orElseThrow().status().unseen());
    FlagResult again =
        account.store(inbox, UidSet.ALL, new FlagChange(FlagChange.Kind.ADD, junk), Long.MAX_VALUE);
    assertEquals(List.of(1), again.changed().stream().map(FlagResult.Entry::uid).toList());
    assertEquals(List.of(2), again.unchanged().stream().map(FlagResult.Entry::uid).toList());
    account.store(
        inbox,
        UidSet.of(2),
        new FlagChange(FlagChange.Kind.REMOVE, Flags.of(SystemFlag.SEEN)),
        Long.MAX_VALUE);
    assertEquals("$Junk", view(inbox).flags(1).imap());
    account.store(
        inbox, UidSet.of(2), new FlagChange(FlagChange.Kind.SET, Flags.NONE), Long.MAX_VALUE);
    assertEquals(Flags.NONE, view(inbox).flags(1));
  }

  @Test
  void messagesThatChangedSinceAreLeftAlone() {
    fixture.file(account, inbox, "a");
    fixture.file(account, inbox, "b");
    long known = account.lastChange();
    account.store(inbox, UidSet.of(1), add(SystemFlag.SEEN), known);
    FlagResult result = account.store(inbox, UidSet.ALL, add(SystemFlag.FLAGGED), known);
    assertEquals(UidSet.of(1), result.modified());
    assertEquals(List.of(2), result.changed().stream().map(FlagResult.Entry::uid).toList());
    assertFalse(view(inbox).flags(0).has(SystemFlag.FLAGGED));
  }

  @Test
  void aCopyIsANewMessageOnTheSameOctets() {
    FilingResult.Message filed = fixture.file(account, inbox, "a");
    account.store(inbox, UidSet.ALL, add(SystemFlag.SEEN), Long.MAX_VALUE);
    MailboxId other = create("other");
    assertEquals(
        new CopyResult.Copied(
            account.mailbox(other).orElseThrow().status().uidValidity(), List.of(1), List.of(1)),
        account.copy(inbox, UidSet.of(1, 5), other));
    MailboxView copies = view(other);
    assertFalse(copies.email(0).equals(filed.email()));
    assertTrue(copies.flags(0).has(SystemFlag.SEEN));
    Map<EmailId, StoredMessage> both = account.messages(List.of(filed.email(), copies.email(0)));
    assertEquals(1, both.values().stream().map(StoredMessage::blob).distinct().count());
    assertEquals(1, both.values().stream().map(StoredMessage::thread).distinct().count());
    account.store(inbox, UidSet.ALL, add(SystemFlag.DELETED), Long.MAX_VALUE);
    account.expunge(inbox, UidSet.ALL);
    fixture.clock.pass(Duration.ofDays(1));
    fixture.blobs.purge();
    StoredMessage copy = message(copies.email(0));
    assertEquals(copy.size(), fixture.blobs.size(copy.blob()));
  }

  @Test
  void aMovedMessageKeepsItsIdAndFlags() {
    FilingResult.Message filed = fixture.file(account, inbox, "a");
    MailboxId other = create("other");
    account.store(inbox, UidSet.ALL, add(SystemFlag.FLAGGED), Long.MAX_VALUE);
    assertInstanceOf(CopyResult.Copied.class, account.move(inbox, UidSet.ALL, other));
    assertEquals(0, view(inbox).count());
    assertEquals(filed.email(), view(other).email(0));
    assertTrue(view(other).flags(0).has(SystemFlag.FLAGGED));
    assertEquals(1, account.quota().messages());
    assertEquals(List.of(new StoredMessage.Place(other, 1)), message(filed.email()).places());
    assertEquals(2, fixture.file(account, inbox, "b").uid());
  }

  @Test
  void copyAndMoveNeedBothMailboxes() {
    fixture.file(account, inbox, "a");
    MailboxId nowhere = new MailboxId(999);
    assertEquals(new CopyResult.NoMailbox(nowhere), account.copy(inbox, UidSet.ALL, nowhere));
    assertEquals(new CopyResult.NoMailbox(nowhere), account.move(nowhere, UidSet.ALL, inbox));
    assertEquals(
        new CopyResult.Copied(
            account.mailbox(inbox).orElseThrow().status().uidValidity(), List.of(), List.of()),
        account.copy(inbox, UidSet.of(7), inbox));
  }

  @Test
  void expungeRemovesDeletedMessagesAndTheirOctets() {
    FilingResult.Message first = fixture.file(account, inbox, "a");
    fixture.file(account, inbox, "b");
    StoredMessage stored = message(first.email());
    account.store(inbox, UidSet.of(1), add(SystemFlag.DELETED), Long.MAX_VALUE);
    assertEquals(1, account.mailbox(inbox).orElseThrow().status().deleted());
    assertEquals(UidSet.NONE, account.expunge(inbox, UidSet.of(2)));
    assertEquals(UidSet.of(1), account.expunge(inbox, UidSet.ALL));
    assertEquals(List.of(2), uids(view(inbox)));
    assertEquals(Map.of(), account.messages(List.of(first.email())));
    assertEquals(0, account.mailbox(inbox).orElseThrow().status().deleted());
    fixture.clock.pass(Duration.ofDays(1));
    assertEquals(1, fixture.blobs.purge());
    assertThrows(StoreException.Corrupt.class, () -> fixture.blobs.size(stored.blob()));
    assertEquals(3, fixture.file(account, inbox, "c").uid());
  }

  @Test
  void manyMessagesAreChangedInSeveralCommits() {
    int count = Progress.MESSAGES * 2 + 10;
    NewMessage message = fixture.message(inbox, "Subject: x\r\n\r\nx\r\n", Flags.NONE);
    for (int i = 0; i < count; i += 70) {
      account.file(Collections.nCopies(70, message), Settlement.NONE);
    }
    int filed = view(inbox).count();
    assertTrue(filed >= count);
    MailboxId other = create("other");
    CopyResult copied = account.copy(inbox, UidSet.ALL, other);
    assertEquals(filed, assertInstanceOf(CopyResult.Copied.class, copied).to().size());
    assertEquals(
        filed,
        account.store(inbox, UidSet.ALL, add(SystemFlag.DELETED), Long.MAX_VALUE).changed().size());
    assertEquals(
        new UidSet(List.of(new UidSet.Span(1, filed))), account.expunge(inbox, UidSet.ALL));
    assertInstanceOf(CopyResult.Copied.class, account.move(other, UidSet.ALL, inbox));
    assertEquals(filed, view(inbox).count());
    assertEquals(0, view(other).count());
    assertEquals(filed, account.quota().messages());
  }

  @Test
  void recentMessagesAreShownToOneWritingSession() {
    fixture.file(account, inbox, "a");
    assertEquals(1, account.select(inbox, false).orElseThrow().recentFrom());
    assertEquals(1, account.select(inbox, true).orElseThrow().recentFrom());
    assertEquals(2, account.select(inbox, true).orElseThrow().recentFrom());
    assertEquals(0, account.mailbox(inbox).orElseThrow().status().recent());
    fixture.file(account, inbox, "b");
    assertEquals(1, account.mailbox(inbox).orElseThrow().status().recent());
    assertEquals(2, account.select(inbox, true).orElseThrow().recentFrom());
    assertTrue(account.select(new MailboxId(999), true).isEmpty());
  }

  @Test
  void aWarmMailboxIsSelectedWithoutReading() {
    fixture.file(account, inbox, "a");
    account.select(inbox, true);
    fixture.counting.reset();
    Selected selected = account.select(inbox, true).orElseThrow();
    assertEquals(1, selected.view().count());
    assertEquals(0, fixture.counting.gets.get() + fixture.counting.scans.get());
  }

  @Test
  void changesAreLoggedInOrder() {
    long start = account.lastChange();
    fixture.file(account, inbox, "a");
    account.store(inbox, UidSet.ALL, add(SystemFlag.DELETED), Long.MAX_VALUE);
    long before = account.lastChange();
    account.expunge(inbox, UidSet.ALL);
    Changes.Page all = assertInstanceOf(Changes.Page.class, account.changesSince(start, 100));
    assertEquals(
        List.of(Change.Kind.CREATED, Change.Kind.UPDATED, Change.Kind.DESTROYED),
        all.changes().stream()
            .filter(change -> change.type() == Change.Type.EMAIL)
            .map(Change::kind)
            .toList());
    assertEquals(account.lastChange(), all.upTo());
    assertFalse(all.more());
    Changes.Page last = assertInstanceOf(Changes.Page.class, account.changesSince(before, 100));
    assertEquals(1, last.changes().size());
    assertEquals(inbox, last.changes().getFirst().mailbox());
    assertEquals(1, last.changes().getFirst().uid());
    Changes.Page some = assertInstanceOf(Changes.Page.class, account.changesSince(start, 1));
    assertTrue(some.more());
    assertEquals(start + 1, some.upTo());
  }

  @Test
  void oldChangesAreForgotten() {
    fixture.file(account, inbox, "a");
    long known = account.lastChange();
    StoredMailAccounts node = fixture.newNode();
    node.open(account.id()).view(inbox);
    fixture.clock.pass(Duration.ofDays(1));
    fixture.accounts.forgetChanges(account.id(), fixture.clock.instant());
    assertEquals(new Changes.TooOld(), account.changesSince(known - 1, 10));
    assertInstanceOf(Changes.Page.class, account.changesSince(known, 10));
    fixture.file(account, inbox, "b");
    fixture.clock.pass(Duration.ofDays(1));
    fixture.accounts.forgetChanges(account.id(), fixture.clock.instant());
    node.changedElsewhere(account.id(), account.lastChange(), Set.of());
    assertEquals(List.of(1, 2), uids(node.open(account.id()).view(inbox).orElseThrow()));
    fixture.accounts.forgetChanges(new AccountId(77), fixture.clock.instant());
  }

  @Test
  void whatIsRemovedIsSaidToBeGone() {
    fixture.file(account, inbox, "a");
    fixture.file(account, inbox, "b");
    assertEquals(UidSet.of(2), account.remove(inbox, UidSet.of(2, 7)));
    assertEquals(List.of(1), uids(view(inbox)));
    assertTrue(account.remove(inbox, UidSet.of(2)).spans().isEmpty());
  }

  @Test
  void listenersAreToldAfterTheCommit() {
    List<Set<MailboxId>> told = new ArrayList<>();
    var registration =
        account.listen((_, upTo, mailboxes) -> {
          assertEquals(upTo, account.lastChange());
          told.add(mailboxes);
        });
    fixture.file(account, inbox, "a");
    fixture.file(fixture.open(2), MailFixture.inbox(fixture.open(2)), "b");
    assertEquals(List.of(Set.of(inbox)), told);
    registration.close();
    fixture.file(account, inbox, "c");
    assertEquals(1, told.size());
  }

  @Test
  void aFailedCommitChangesNothing() {
    fixture.file(account, inbox, "a");
    NewMessage message = fixture.message(inbox, MailFixture.text("b", "s"), Flags.NONE);
    fixture.failing.failWrites(FailingBackend::full);
    assertThrows(StoreException.Full.class, () -> account.file(List.of(message), Settlement.NONE));
    fixture.failing.failWrites(null);
    assertEquals(1, view(inbox).count());
    assertEquals(1, account.quota().messages());
    assertEquals(2, fixture.file(account, inbox, "c").uid());
  }

  @Test
  void aCommitWhoseEndIsUnknownIsReadAgain() {
    fixture.file(account, inbox, "a");
    assertEquals(1, view(inbox).count());
    NewMessage message = fixture.message(inbox, MailFixture.text("b", "s"), Flags.NONE);
    fixture.counting.beforeNextCommit(batch -> {
      fixture.store.commit(batch);
      throw FailingBackend.unavailable();
    });
    assertThrows(
        StoreException.Unavailable.class, () -> account.file(List.of(message), Settlement.NONE));
    assertEquals(2, view(inbox).count());
    assertEquals(2, account.quota().messages());
    assertEquals(3, fixture.file(account, inbox, "c").uid());
    assertEquals(List.of(1, 2, 3), uids(view(inbox)));
  }

  @Test
  void aCorruptRecordConcernsItsAccountOnly() {
    MailAccount other = fixture.open(2);
    fixture.store.commit(
        new Batch()
            .put(
                Subspace.MAILBOX, MailKeys.mailbox(account.id(), inbox), new byte[] {(byte) 0xff}));
    StoredMailAccounts node = fixture.newNode();
    assertThrows(StoreException.Corrupt.class, () -> node.open(account.id()));
    assertInstanceOf(StoreEvent.Corrupt.class, fixture.events.getFirst());
    assertEquals(5, node.open(other.id()).mailboxes().size());
  }

  @Test
  void twoNodesWriteToOneAccount() {
    MailAccount elsewhere = fixture.newNode().open(account.id());
    fixture.file(account, inbox, "a");
    assertEquals(1, elsewhere.view(inbox).orElseThrow().count());
    fixture.file(elsewhere, inbox, "b");
    account.store(inbox, UidSet.ALL, add(SystemFlag.SEEN), Long.MAX_VALUE);
    fixture.file(elsewhere, inbox, "c");
    fixture.file(account, inbox, "d");
    assertEquals(List.of(1, 2, 3, 4), uids(view(inbox)));
    assertEquals(4, account.quota().messages());
  }

  @Test
  void anErasedAccountLeavesNothing() {
    fixture.file(account, inbox, "a");
    create("x/y");
    fixture.accounts.erase(account.id());
    for (Subspace space : MailKeys.PER_ACCOUNT) {
      assertEquals(List.of(), fixture.store.scan(space, Range.all(), Direction.UP, 10), "" + space);
    }
    fixture.clock.pass(Duration.ofDays(1));
    assertEquals(1, fixture.blobs.purge());
    fixture.accounts.erase(new AccountId(77));
    assertEquals(0, fixture.accounts.quota(new AccountId(77)).messages());
  }
}
