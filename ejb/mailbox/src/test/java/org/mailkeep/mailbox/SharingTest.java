package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.memory.MemoryBackend;

/// Mailboxes that others use, too.
final class SharingTest {
  private static final AccountId JANE = new AccountId(1);
  private static final AccountId JOE = new AccountId(2);
  private static final AccountId ANN = new AccountId(3);
  private static final AccountId DESK = new AccountId(9);
  private static final FlagChange SEEN =
      new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.SEEN));

  private final MailFixture fixture = new MailFixture(new MemoryBackend());
  private final MailAccount jane = fixture.accounts.open(JANE);
  private final MailboxId inbox = MailFixture.inbox(jane);

  @AfterEach
  void close() {
    fixture.close();
  }

  private static AccessRights rights(String letters) {
    return AccessRights.parse(letters).orElseThrow();
  }

  private void grant(MailboxId mailbox, Grantee grantee, String letters) {
    assertInstanceOf(
        MailboxResult.Done.class, jane.share(mailbox, acl -> acl.with(grantee, rights(letters))));
  }

  private static int unseen(MailAccount account, MailboxId mailbox) {
    int counted = account.mailbox(mailbox).orElseThrow().status().unseen();
    MailboxView view = account.view(mailbox).orElseThrow();
    long seen = IntStream.range(0, view.count()).filter(i -> !isSeen(view, i)).count();
    assertEquals(counted, seen, "what is counted is what is shown");
    assertEquals(counted, view.status().unseen());
    return counted;
  }

  private static boolean isSeen(MailboxView view, int index) {
    return view.flags(index).has(SystemFlag.SEEN);
  }

  private boolean isEmpty(Subspace space) {
    return fixture.store.scan(space, Range.all(), Direction.UP, 1).isEmpty();
  }

  @Test
  void rightsAreAddedUpAndTakenAway() {
    Acl acl =
        Acl.NONE
            .with(Grantee.ANYONE, rights("l"))
            .with(Grantee.of(JOE), rights("rs"))
            .with(Grantee.of(DESK), rights("wi"))
            .with(new Grantee(JOE, true), rights("w"));
    assertEquals("l", acl.rights(ANN, Set.of(), AccessRights.NONE).letters());
    assertEquals("lrs", acl.rights(JOE, Set.of(), AccessRights.NONE).letters());
    assertEquals("lrsi", acl.rights(JOE, Set.of(DESK), AccessRights.NONE).letters());
    assertEquals("lrsipkxteacd", acl.rights(JOE, Set.of(DESK), AccessRights.ALL).letters());
    assertEquals(acl, Acl.parse(acl.record()));
    assertEquals(
        Acl.NONE,
        acl.with(Grantee.ANYONE, AccessRights.NONE)
            .with(Grantee.of(JOE), AccessRights.NONE)
            .with(Grantee.of(DESK), AccessRights.NONE)
            .with(new Grantee(JOE, true), AccessRights.NONE));
    assertEquals(rights("kxte"), rights("cd"));
    assertTrue(AccessRights.parse("lz").isEmpty());
  }

  @Test
  void flagsChangeAsFarAsRightsGo() {
    Flags before = Flags.ofImap(List.of("\\Seen", "$Old")).orElseThrow();
    Flags wanted = Flags.ofImap(List.of("\\Deleted", "\\Flagged", "$New")).orElseThrow();
    assertEquals("\\Seen $Old", rights("lr").change(before, wanted).imap());
    assertEquals("$Old", rights("s").change(before, wanted).imap());
    assertEquals("\\Seen \\Deleted $Old", rights("t").change(before, wanted).imap());
    assertEquals("\\Seen \\Flagged $New", rights("w").change(before, wanted).imap());
    assertEquals(wanted, rights("swt").change(before, wanted));
  }

  @Test
  void whoMayIsFoundFromTheirSideAndOnOtherNodes() {
    assertTrue(fixture.accounts.sharedWith(List.of(JOE, DESK)).isEmpty());
    StoredMailAccounts other = fixture.newNode();
    grant(inbox, Grantee.of(JOE), "lr");
    grant(inbox, Grantee.of(DESK), "l");
    List<Share> found = List.of(new Share(JANE, inbox));
    assertEquals(found, List.copyOf(fixture.accounts.sharedWith(List.of(JOE))));
    assertEquals(found, List.copyOf(fixture.accounts.sharedWith(List.of(ANN, JOE, DESK))));
    assertTrue(fixture.accounts.sharedWith(List.of(ANN)).isEmpty());
    assertEquals(found, List.copyOf(other.sharedWith(List.of(DESK))));
    assertEquals(jane.acl(inbox), other.open(JANE).acl(inbox));
    jane.share(inbox, acl -> acl.with(Grantee.of(JOE), AccessRights.NONE));
    assertTrue(fixture.accounts.sharedWith(List.of(JOE)).isEmpty());
    fixture.clock.pass(Shares.MEMORY);
    assertTrue(other.sharedWith(List.of(JOE)).isEmpty());
  }

  @Test
  void whoeverMayMoreOrLessIsTold() {
    List<AccountId> told = new ArrayList<>();
    MailFixture other = fixture.otherNode();
    other.accounts.listen((account, upTo, _) -> {
      if (upTo == 0) {
        told.add(account);
      }
    });
    grant(inbox, Grantee.of(JOE), "lr");
    assertEquals(List.of(JOE), told);
    assertEquals(1, other.accounts.sharedWith(List.of(JOE)).size());
    grant(inbox, Grantee.of(JOE), "lr");
    assertEquals(List.of(JOE), told, "nothing changed");
    grant(inbox, Grantee.ANYONE, "l");
    assertEquals(List.of(JOE, JANE), told);
    grant(inbox, Grantee.of(JOE), "");
    assertEquals(List.of(JOE, JANE, JOE), told);
    grant(inbox, Grantee.ANYONE, "");
    assertTrue(other.accounts.sharedWith(List.of(JOE)).isEmpty());
  }

  @Test
  void rightsGoDownToNewMailboxesAndEndWithTheirMailbox() {
    MailboxId work = made("Work");
    grant(work, Grantee.ANYONE, "lrs");
    MailboxId below = made("Work/2026");
    assertEquals(jane.acl(work), jane.acl(below));
    assertEquals(2, fixture.accounts.sharedWith(List.of()).size());
    fixture.file(jane, below, "a");
    MailAccount joe = fixture.accounts.open(JANE, JOE);
    joe.store(below, UidSet.ALL, SEEN, Long.MAX_VALUE);
    jane.delete(below);
    assertEquals(List.of(new Share(JANE, work)), shares());
    assertTrue(isEmpty(Subspace.SEEN));
    fixture.accounts.erase(JANE);
    assertTrue(shares().isEmpty());
    assertTrue(isEmpty(Subspace.ACL));
  }

  private List<Share> shares() {
    fixture.clock.pass(Shares.MEMORY);
    return List.copyOf(fixture.accounts.sharedWith(List.of()));
  }

  private MailboxId made(String path) {
    if (jane.create(path, null) instanceof MailboxResult.Done(var mailbox)) {
      return mailbox.id();
    }
    throw new AssertionError(path);
  }

  @Test
  void eachHasASeenOfTheirOwn() {
    IntStream.range(0, 5).forEach(i -> fixture.file(jane, inbox, "m" + i));
    MailAccount joe = fixture.accounts.open(JANE, JOE);
    MailAccount ann = fixture.accounts.open(JANE, ANN);
    FlagResult result = joe.store(inbox, UidSet.of(1, 2), SEEN, Long.MAX_VALUE);
    assertEquals(2, result.changed().size());
    assertEquals("\\Seen", result.changed().getFirst().flags().imap());
    jane.store(inbox, UidSet.of(2, 3, 4), SEEN, Long.MAX_VALUE);
    assertEquals(3, unseen(joe, inbox));
    assertEquals(5, unseen(ann, inbox));
    assertEquals(2, unseen(jane, inbox));
    long again = jane.lastChange();
    assertTrue(joe.store(inbox, UidSet.of(1, 2), SEEN, Long.MAX_VALUE).changed().isEmpty());
    assertEquals(again, jane.lastChange());
    FlagChange none = new FlagChange(FlagChange.Kind.SET, Flags.of(SystemFlag.FLAGGED));
    assertEquals(
        "\\Flagged",
        joe.store(inbox, UidSet.of(2), none, Long.MAX_VALUE).changed().getFirst().flags().imap());
    assertEquals(4, unseen(joe, inbox));
    assertEquals("\\Seen \\Flagged", jane.view(inbox).orElseThrow().flags(1).imap());
    assertEquals(3, joe.view(inbox).orElseThrow().firstUnseen() + 2);
    StoredMailAccounts other = fixture.newNode();
    assertEquals(4, unseen(other.open(JANE, JOE), inbox));
    assertEquals(2, unseen(other.open(JANE), inbox));
  }

  @Test
  void seenGoesAlongAndAway() {
    MailboxId work = made("Work");
    IntStream.range(0, 6).forEach(i -> fixture.file(jane, inbox, "m" + i));
    MailAccount joe = fixture.accounts.open(JANE, JOE);
    MailAccount ann = fixture.accounts.open(JANE, ANN);
    joe.store(inbox, UidSet.of(1, 2, 3), SEEN, Long.MAX_VALUE);
    ann.store(inbox, UidSet.of(3, 4), SEEN, Long.MAX_VALUE);
    jane.move(inbox, UidSet.of(2, 3), work);
    assertEquals(0, unseen(joe, work));
    assertEquals(1, unseen(ann, work));
    assertEquals(3, unseen(joe, inbox));
    assertEquals(3, unseen(ann, inbox));
    jane.store(
        inbox,
        UidSet.of(1, 4),
        new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.DELETED)),
        Long.MAX_VALUE);
    jane.expunge(inbox, UidSet.ALL);
    assertEquals(2, unseen(joe, inbox));
    assertEquals(2, unseen(ann, inbox));
  }

  @Test
  void messagesGoToAnotherAccountAndBack() {
    IntStream.range(0, 120).forEach(i -> fixture.file(jane, inbox, "m" + i));
    jane.store(inbox, UidSet.of(1), SEEN, Long.MAX_VALUE);
    MailAccount desk = fixture.accounts.open(DESK, JANE);
    MailboxId target = MailFixture.inbox(desk);
    Target whole = new Target(desk, target, AccessRights.ALL);
    CopyResult copied = jane.transferring(inbox, UidSet.ALL, whole, false).finish();
    assertEquals(120, assertInstanceOf(CopyResult.Copied.class, copied).to().size());
    assertEquals(119, unseen(desk, target));
    assertEquals(120, unseen(fixture.accounts.open(DESK, JOE), target));
    Target some = new Target(desk, target, rights("lri"));
    jane.transferring(inbox, UidSet.of(1), some, true).finish();
    assertEquals(119, jane.mailbox(inbox).orElseThrow().status().messages());
    assertEquals(120, unseen(desk, target));
    fixture.quota.put(DESK, new Quota.Limits(0, 200));
    CopyResult full = jane.transferring(inbox, UidSet.ALL, whole, false).finish();
    assertInstanceOf(CopyResult.OverQuota.class, full);
    assertEquals(121, desk.quota().messages());
    desk.transferring(target, UidSet.of(1), new Target(jane, inbox, AccessRights.ALL), true)
        .finish();
    MailboxView mine = jane.view(inbox).orElseThrow();
    assertTrue(isSeen(mine, mine.count() - 1));
  }

  /// The law of the fast path: what is one's own costs no look at rights.
  @Test
  void ownMailboxesReadNothingMore() {
    fixture.file(jane, inbox, "a");
    jane.view(inbox);
    fixture.counting.reset();
    for (int i = 0; i < 100; i++) {
      fixture.accounts.open(JANE).find("INBOX");
      jane.select(inbox, false);
      jane.view(inbox);
      jane.mailboxes();
      assertTrue(jane.acl(inbox).isEmpty());
    }
    assertEquals(0, fixture.counting.gets.get());
    assertEquals(0, fixture.counting.scans.get());
    jane.store(inbox, UidSet.ALL, SEEN, Long.MAX_VALUE);
    assertEquals(0, fixture.counting.gets.get());
    assertFalse(jane.mailbox(inbox).isEmpty());
    assertTrue(isEmpty(Subspace.SEEN));
  }
}
