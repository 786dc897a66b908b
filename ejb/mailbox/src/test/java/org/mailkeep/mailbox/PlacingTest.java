package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.memory.MemoryBackend;

/// One message in several mailboxes: JMAP's `mailboxIds`, as IMAP and POP3 see them.
class PlacingTest {
  private static final Flags DELETED = Flags.of(SystemFlag.DELETED);

  private final MailFixture fixture = new MailFixture(new MemoryBackend());
  private final MailAccount account = fixture.open(1);
  private final MailboxId inbox = MailFixture.inbox(account);
  private MailboxId work = inbox;
  private EmailId email = new EmailId(1);

  @BeforeEach
  void file() {
    work = create("Work");
    email = fixture.file(account, inbox, "hello", flags("\\Flagged", "\\Deleted", "later")).email();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private MailboxId create(String path) {
    return assertInstanceOf(MailboxResult.Done.class, account.create(path, null)).mailbox().id();
  }

  private static Flags flags(String... names) {
    return Flags.ofImap(List.of(names)).orElseThrow();
  }

  private void store(MailboxId mailbox, FlagChange.Kind kind, Flags flags) {
    account.store(mailbox, UidSet.ALL, new FlagChange(kind, flags), Long.MAX_VALUE);
  }

  private Map<MailboxId, Integer> place(MailboxId... mailboxes) {
    PlacingResult result = account.place(email, Set.of(mailboxes));
    return assertInstanceOf(PlacingResult.Placed.class, result).places().stream()
        .collect(Collectors.toMap(StoredMessage.Place::mailbox, StoredMessage.Place::uid));
  }

  private Flags only(MailboxId mailbox) {
    MailboxView view = account.view(mailbox).orElseThrow();
    assertEquals(1, view.count());
    assertEquals(email, view.email(0));
    return view.flags(0);
  }

  private boolean isEmpty(MailboxId mailbox) {
    return account.view(mailbox).orElseThrow().count() == 0;
  }

  @Test
  void isOneMessageWithOneSetOfFlagsThatCountsOnce() {
    Quota before = account.quota();
    long since = account.lastChange();
    assertEquals(Map.of(inbox, 1, work, 1), place(inbox, work));
    assertEquals(flags("\\Flagged", "later"), only(work), "all but \\Deleted");
    assertEquals(flags("\\Flagged", "later", "\\Deleted"), only(inbox));
    assertEquals(before.bytes(), account.quota().bytes());
    assertEquals(1, account.quota().messages());
    assertEquals(1, account.mailbox(work).orElseThrow().status().messages());
    StoredMessage stored = Objects.requireNonNull(account.messages(List.of(email)).get(email));
    assertEquals(2, stored.places().size());
    Changes.Page changes = assertInstanceOf(Changes.Page.class, account.changesSince(since, 10));
    assertEquals(
        List.of(work), changes.changes().stream().map(Change::mailbox).distinct().toList());
  }

  @Test
  void flagsChangeEverywhereAtOnceApartFromDeleted() {
    place(inbox, work);
    MailboxView known = account.view(inbox).orElseThrow();
    store(work, FlagChange.Kind.SET, flags("\\Seen", "done"));
    assertEquals(flags("\\Seen", "done", "\\Deleted"), only(inbox));
    MailboxView now = account.view(inbox).orElseThrow();
    assertEquals(List.of(1), now.since(known).changed());
    assertEquals(0, account.mailbox(inbox).orElseThrow().status().unseen());
    store(inbox, FlagChange.Kind.REMOVE, DELETED);
    store(work, FlagChange.Kind.ADD, DELETED);
    assertEquals(flags("\\Seen", "done"), only(inbox));
    assertEquals(flags("\\Seen", "done", "\\Deleted"), only(work));
    FlagResult stale =
        account.store(
            inbox,
            UidSet.ALL,
            new FlagChange(FlagChange.Kind.ADD, flags("\\Answered")),
            known.status().highestModSeq());
    assertEquals(UidSet.of(1), stale.modified(), "a change elsewhere counts (RFC 7162 §3.1.3)");
  }

  @Test
  void flagsOfMoreThanOneCommitTakesFollow() {
    for (int i = 0; i < 2 * OtherPlaces.MESSAGES; i++) {
      account.place(fixture.file(account, inbox, "m" + i).email(), Set.of(inbox, work));
    }
    store(inbox, FlagChange.Kind.ADD, flags("\\Answered"));
    MailboxView view = account.view(work).orElseThrow();
    assertEquals(2 * OtherPlaces.MESSAGES, view.count());
    for (int index = 0; index < view.count(); index++) {
      assertTrue(view.flags(index).has(SystemFlag.ANSWERED), "message " + index);
    }
  }

  @Test
  void isDestroyedWithItsLastPlace() {
    place(inbox, work);
    account.expunge(inbox, UidSet.ALL);
    assertTrue(isEmpty(inbox));
    assertEquals(flags("\\Flagged", "later"), only(work));
    assertEquals(1, account.quota().messages());
    assertEquals(Map.of(), place());
    assertTrue(isEmpty(work));
    assertEquals(0, account.quota().messages());
    assertTrue(fixture.store.scan(Subspace.EMAIL, Range.all(), Direction.UP, 1).isEmpty());
    assertInstanceOf(PlacingResult.NoMessage.class, account.place(email, Set.of(inbox)));
  }

  @Test
  void noMailboxHoldsItTwice() {
    place(inbox, work);
    assertEquals(Map.of(inbox, 1, work, 1), place(inbox, work), "nothing is to be done");
    assertInstanceOf(CopyResult.Copied.class, account.move(inbox, UidSet.ALL, work));
    assertTrue(isEmpty(inbox));
    assertEquals(2, account.view(work).orElseThrow().uid(0), "under a new UID");
    only(work);
    assertEquals(Map.of(inbox, 2), place(inbox));
    assertTrue(isEmpty(work));
  }

  /// RFC 8508 §3.4: what stays elsewhere makes no room.
  @Test
  void aReplacedOneThatStaysElsewhereMakesNoRoom() {
    place(inbox, work);
    long size = account.quota().bytes();
    fixture.quota.put(account.id(), new Quota.Limits(size + 10, 0));
    NewMessage message = fixture.message(inbox, "x".repeat(60), Flags.NONE);
    assertInstanceOf(
        FilingResult.OverQuota.class, account.replace(inbox, 1, message).orElseThrow());
    assertEquals(email, account.view(inbox).orElseThrow().email(0), "it is still there");
    only(work);
  }

  @Test
  void nothingHappensWhenAMailboxIsMissing() {
    MailboxId none = new MailboxId(999);
    assertEquals(new PlacingResult.NoMailbox(none), account.place(email, Set.of(work, none)));
    assertTrue(isEmpty(work));
    assertFalse(isEmpty(inbox));
  }

  @Test
  void whatAReaderHasSeenIsSeenInEachMailbox() {
    AccountId joe = new AccountId(2);
    for (MailboxId mailbox : List.of(inbox, work)) {
      account.share(
          mailbox, acl -> acl.with(Grantee.of(joe), AccessRights.parse("lrs").orElseThrow()));
    }
    MailAccount reader = fixture.accounts.open(account.id(), joe);
    FlagChange seen = new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.SEEN));
    reader.store(inbox, UidSet.ALL, seen, Long.MAX_VALUE);
    place(inbox, work);
    assertTrue(isSeen(reader, work));
    assertFalse(isSeen(account, work), "the owner has not");
    FlagChange unseen = new FlagChange(FlagChange.Kind.REMOVE, Flags.of(SystemFlag.SEEN));
    reader.store(work, UidSet.ALL, unseen, Long.MAX_VALUE);
    assertFalse(isSeen(reader, inbox));
    assertEquals(1, reader.mailbox(inbox).orElseThrow().status().unseen());
  }

  private static boolean isSeen(MailAccount account, MailboxId mailbox) {
    return account.view(mailbox).orElseThrow().flags(0).has(SystemFlag.SEEN);
  }
}
