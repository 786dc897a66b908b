package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobChunkCheck;
import org.mailkeep.store.api.BlobContentCheck;
import org.mailkeep.store.api.BlobIndex;
import org.mailkeep.store.api.BlobLinkCheck;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;
import org.mailkeep.store.api.Verification.State;
import org.mailkeep.store.memory.MemoryBackend;

/// Each kind of thing is broken by hand in the store below a server that runs, found, and mended.
@Timeout(120)
class MailCheckTest {
  private final MailFixture fixture = new MailFixture(new MemoryBackend());
  private MailAccount account = fixture.open(1);
  private MailboxId inbox = MailFixture.inbox(account);

  @BeforeEach
  void open() {
    account = fixture.open(1);
    inbox = MailFixture.inbox(account);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void mailThatFitsHasNoFaults() {
    MailboxId other = create("other");
    for (int i = 0; i < 20; i++) {
      fixture.file(account, inbox, "m" + i);
    }
    reply("m1", "r1");
    reply("m1", "r2");
    account.copy(inbox, UidSet.of(1, 2, 3), other);
    account.move(inbox, UidSet.of(4), other);
    FlagChange deleted = new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.DELETED));
    account.store(inbox, UidSet.of(2, 5, 21), deleted, Long.MAX_VALUE);
    account.expunge(inbox, UidSet.ALL);
    fixture.clock.pass(Duration.ofDays(1));
    fixture.blobs.purge();
    fixture.file(account, inbox, "x".repeat(40_000));
    Verification found = verify(false);
    assertEquals(List.of(), found.findings());
    assertEquals(1, found.counts().get("accounts"));
    assertEquals(23, found.counts().get("messages"));
    assertEquals(23, found.counts().get("places"));
    assertEquals(21, found.counts().get("blobs"));
  }

  @Test
  void aMessageThatNoMailboxListsGetsANewPlace() {
    FilingResult.Message lost = fixture.file(account, inbox, "lost");
    fixture.file(account, inbox, "b");
    delete(Subspace.MEMBERSHIP, MailKeys.membership(account.id(), inbox, 1));
    assertFault("messages", "message 1 of account 1", "is not listed by mailbox", State.FOUND);
    assertNull(fixture.store.get(Subspace.MEMBERSHIP, membership(3)), "nothing was changed");
    assertFault("messages", "message 1 of account 1", "is not listed by mailbox", State.MENDED);
    MailboxView view = fixture.newNode().open(account.id()).view(inbox).orElseThrow();
    assertEquals(2, view.count());
    assertEquals(lost.email(), view.email(1));
    assertEquals(3, view.uid(1));
    assertSound();
  }

  @Test
  void aMessageOfAMailboxThatIsGoneComesIntoTheInbox() {
    MailboxId other = create("other");
    FilingResult.Message orphan = fixture.file(account, other, "orphan");
    delete(Subspace.MAILBOX, MailKeys.mailbox(account.id(), other));
    assertTrue(verify(true).counts().getOrDefault("mended", 0L) >= 2);
    MailboxView view = fixture.newNode().open(account.id()).view(inbox).orElseThrow();
    assertEquals(orphan.email(), view.email(0));
    assertSound();
  }

  @Test
  void whatAMailboxListsAndIsNotThereGoes() {
    fixture.file(account, inbox, "a");
    FilingResult.Message gone = fixture.file(account, inbox, "gone");
    BlobHash blob = blob(gone.email());
    delete(Subspace.EMAIL, MailKeys.email(account.id(), gone.email()));
    assertEquals(2, account.view(inbox).orElseThrow().count());
    Verification mended = verify(true);
    assertTrue(
        mended.findings().stream()
            .anyMatch(finding ->
                finding.fault().contains("lists message 2 as UID 2")
                    && finding.state() == State.MENDED));
    assertEquals(1, account.view(inbox).orElseThrow().count());
    assertEquals(1, account.quota().messages());
    assertSound();
    fixture.clock.pass(Duration.ofDays(1));
    assertEquals(1, fixture.blobs.purge(), "its octets go");
    assertNull(BlobIndex.sizes(fixture.store, List.of(blob)).getFirst());
  }

  @Test
  void aLostPlaceOfAMessageThatIsInTheInboxAnywayIsForgotten() {
    FilingResult.Message message = fixture.file(account, inbox, "a");
    MailboxId other = create("other");
    account.place(message.email(), Set.of(inbox, other));
    delete(Subspace.MAILBOX, MailKeys.mailbox(account.id(), other));
    account = fixture.newNode().open(account.id());
    verify(true);
    verify(true);
    assertSound();
    MailboxView view = account.view(inbox).orElseThrow();
    assertEquals(1, view.count(), "no mailbox holds it twice");
    account.remove(inbox, UidSet.ALL);
    assertEquals(0, account.quota().messages());
    assertSound();
  }

  @Test
  void octetsWhoseLinkIsGoneAreLinkedBeforeAPurgeTakesThem() {
    FilingResult.Message message = fixture.file(account, inbox, "a");
    BlobHash blob = blob(message.email());
    byte[] owner = MailKeys.email(account.id(), message.email());
    delete(Subspace.BLOB_LINK, BlobIndex.link(blob, owner));
    assertFault("messages", "message 1 of account 1", "without a link", State.FOUND);
    assertTrue(
        verify(false).findings().stream()
            .anyMatch(finding -> finding.fault().contains("no purge would look at it")));
    verify(true);
    assertSound();
    fixture.clock.pass(Duration.ofDays(1));
    fixture.blobs.purge();
    assertTrue(fixture.blobs.size(blob) > 0);
  }

  @Test
  void aLinkWithoutItsOwnerGoes() {
    FilingResult.Message message = fixture.file(account, inbox, "a");
    byte[] nobody = MailKeys.email(account.id(), new EmailId(77));
    put(Subspace.BLOB_LINK, BlobIndex.link(blob(message.email()), nobody), new byte[0]);
    assertFault("blob links", "blob ", "message 77 of account 1, which does not", State.FOUND);
    assertFault("blob links", "blob ", "message 77 of account 1, which does not", State.MENDED);
    assertSound();
  }

  @Test
  void aHoldWithoutItsReservationGoes() {
    FilingResult.Message message = fixture.file(account, inbox, "a");
    byte[] hold = Keys.of().raw(blob(message.email()).octets()).u8(1).raw(new byte[16]).bytes();
    put(Subspace.BLOB_LINK, hold, new byte[0]);
    assertFault("blob links", "blob ", "whose reservation is gone", State.FOUND);
    assertFault("blob links", "blob ", "whose reservation is gone", State.MENDED);
    assertSound();
  }

  @Test
  void anOwnerOfAnUnknownKindIsLeftAlone() {
    FilingResult.Message message = fixture.file(account, inbox, "a");
    byte[] link = BlobIndex.link(blob(message.email()), new byte[] {99});
    put(Subspace.BLOB_LINK, link, new byte[0]);
    assertFault("blob links", "blob ", "of a kind that nobody knows", State.LOST);
    verify(true);
    assertNotNull(fixture.store.get(Subspace.BLOB_LINK, link));
  }

  @Test
  void countersOfAMailboxAreCountedAgain() {
    fixture.file(account, inbox, "a");
    fixture.file(account, inbox, "b");
    account.expunge(inbox, UidSet.ALL);
    byte[] key = MailKeys.mailbox(account.id(), inbox);
    change(
        Subspace.MAILBOX,
        key,
        record -> {
          MailboxState state = MailboxState.parse(inbox.value(), record);
          Tally tally = state.tally();
          return state
              .with(new Tally(tally.uidValidity(), 1, 1, 40, 30, 20, 10, -5, tally.recentFrom()))
              .record();
        });
    assertFault("counters", "mailbox 1 of account 1", "counts 40 messages, 30", State.FOUND);
    assertFault("counters", "mailbox 1 of account 1", "should count 2 messages, 2", State.MENDED);
    assertEquals(2, account.mailbox(inbox).orElseThrow().status().messages());
    assertEquals(3, fixture.file(account, inbox, "c").uid(), "no UID is given twice");
    assertSound();
  }

  @Test
  void countersOfAnAccountAreCountedAgain() {
    FilingResult.Message last = fixture.file(account, inbox, "a");
    long size = account.quota().bytes();
    long change = account.lastChange();
    change(
        Subspace.ACCOUNT,
        MailKeys.account(account.id()),
        _ -> new Counters(1, 0, 1, 1, 99, -7, 1, 3).record());
    assertFault("counters", "account 1", "counts 99 messages, -7 octets", State.FOUND);
    verify(true);
    assertEquals(size, account.quota().bytes());
    assertEquals(1, account.quota().messages());
    assertTrue(account.lastChange() > change, "no number of a change is given twice");
    FilingResult.Message next = fixture.file(account, inbox, "b");
    assertTrue(next.email().value() > last.email().value());
    assertTrue(create("new").value() > 5);
    assertSound();
  }

  @Test
  void threadsAndTheirMembersFindEachOther() {
    fixture.file(account, inbox, "first");
    FilingResult.Message reply = reply("first", "reply");
    byte[] member = MailKeys.threadMember(account.id(), 1, reply.email().value());
    assertNotNull(fixture.store.get(Subspace.THREAD, member));
    delete(Subspace.THREAD, member);
    byte[] nobody = MailKeys.threadMember(account.id(), 1, 55);
    put(Subspace.THREAD, nobody, new byte[] {0});
    assertFault("messages", "message 2 of account 1", "not noted as a member", State.FOUND);
    assertFault("messages", "thread 1 of account 1", "notes message 55", State.MENDED);
    assertNotNull(fixture.store.get(Subspace.THREAD, member));
    assertNull(fixture.store.get(Subspace.THREAD, nobody));
    assertSound();
  }

  @Test
  void octetsThatAreGoneAreToldWithTheirMessage() {
    FilingResult.Message message = fixture.file(account, inbox, "a");
    BlobHash blob = blob(message.email());
    delete(Subspace.BLOB_CHUNK, firstChunk().key());
    assertFault("blobs", "blob " + blob, "lacks its octets", State.LOST);
    delete(Subspace.BLOB, blob.octets());
    assertFault("messages", "message 1 of account 1", "its octets are gone", State.LOST);
    Verification found = verify(true);
    assertEquals(0, found.counts().get("mended"));
    assertEquals(2, found.counts().get("beyond repair"), found.findings().toString());
    assertEquals(1, account.view(inbox).orElseThrow().count(), "nothing is removed");
  }

  @Test
  void octetsThatAreOthersAreFoundByALookAtAll() {
    FilingResult.Message message = fixture.file(account, inbox, "a");
    Entry chunk = firstChunk();
    byte[] octets = chunk.value().clone();
    octets[octets.length - 3] ^= 1;
    put(Subspace.BLOB_CHUNK, chunk.key(), octets);
    assertEquals(List.of(), verify(false, false).findings());
    var finding = verify(false, true).findings().getFirst();
    assertEquals("blob " + blob(message.email()), finding.subject());
    assertEquals("its octets are not those of its hash", finding.fault());
    assertEquals(State.LOST, finding.state());
  }

  @Test
  void damagedRecordsAreToldAndKeepOthersFromNothing() {
    fixture.file(account, inbox, "a");
    MailAccount other = fixture.open(2);
    fixture.file(other, MailFixture.inbox(other), "b");
    delete(Subspace.MEMBERSHIP, MailKeys.membership(other.id(), MailFixture.inbox(other), 1));
    put(Subspace.EMAIL, MailKeys.email(account.id(), new EmailId(1)), new byte[] {1});
    Verification found = verify(true);
    List<String> subjects = found.findings().stream().map(Verification.Finding::subject).toList();
    assertTrue(subjects.contains("message 1 of account 1"), subjects.toString());
    assertTrue(subjects.contains("message 1 of account 2"), subjects.toString());
    assertTrue(found.counts().getOrDefault("beyond repair", 0L) >= 1);
    assertEquals(2, found.counts().get("mended"), "the place and the counter");
  }

  @Test
  void mailThatChangesMeanwhileIsNoFault() throws Exception {
    var stop = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 3; i++) {
      long number = i % 2 + 1L;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (!stop.get()) {
                    work(number, stop);
                  }
                } catch (RuntimeException | Error e) {
                  failures.add(e);
                }
              }));
    }
    long end = System.nanoTime() + 2_000_000_000L;
    int looks = 0;
    while (System.nanoTime() < end || looks < 3) {
      assertEquals(List.of(), verify(looks % 2 == 1).findings());
      fixture.clock.pass(Duration.ofMinutes(40));
      looks++;
    }
    stop.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), failures);
    assertSound();
  }

  /// Files, copies and removes, and purges, until told to stop or a client would be told to try
  /// again: hours pass while a message is being written.
  private void work(long number, AtomicBoolean stop) {
    MailAccount own = fixture.open(number);
    MailboxId box = MailFixture.inbox(own);
    MailboxId trash = own.withRole(Role.TRASH).orElseThrow().id();
    FlagChange deleted = new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.DELETED));
    for (int i = 0; !stop.get(); i++) {
      String id = "w" + Thread.currentThread().threadId() + "-" + i;
      try {
        fixture.file(own, box, i % 4 == 0 ? "x".repeat(70_000) + id : id);
      } catch (StoreException.Unavailable e) {
        assertTrue(String.valueOf(e.getMessage()).contains("reservation"), e.getMessage());
        return;
      }
      own.copy(box, UidSet.ALL, trash);
      own.store(box, UidSet.ALL, deleted, Long.MAX_VALUE);
      own.expunge(box, UidSet.ALL);
      if (i % 5 == 0) {
        own.store(trash, UidSet.ALL, deleted, Long.MAX_VALUE);
        own.expunge(trash, UidSet.ALL);
        fixture.blobs.purge();
      }
    }
  }

  private FilingResult.Message reply(String to, String id) {
    String text =
        MailFixture.text(id, "Re: Subject of " + to)
            .replaceFirst("\r\n\r\n", "\r\nIn-Reply-To: <" + to + "@example.org>\r\n\r\n");
    return fixture.file(account, inbox, text, Flags.NONE);
  }

  private MailboxId create(String name) {
    return ((MailboxResult.Done) account.create(name, null)).mailbox().id();
  }

  private byte[] membership(int uid) {
    return MailKeys.membership(account.id(), inbox, uid);
  }

  private BlobHash blob(EmailId email) {
    byte[] key = MailKeys.email(account.id(), email);
    return EmailRecord.parse(Objects.requireNonNull(fixture.store.get(Subspace.EMAIL, key))).blob();
  }

  private Entry firstChunk() {
    return fixture.store.scan(Subspace.BLOB_CHUNK, Range.all(), Direction.UP, 1).getFirst();
  }

  private void delete(Subspace space, byte[] key) {
    assertNotNull(fixture.store.get(space, key));
    fixture.store.commit(new Batch().delete(space, key));
  }

  private void put(Subspace space, byte[] key, byte[] value) {
    fixture.store.commit(new Batch().put(space, key, value));
  }

  private void change(Subspace space, byte[] key, UnaryOperator<byte[]> change) {
    put(space, key, change.apply(Objects.requireNonNull(fixture.store.get(space, key))));
  }

  private void assertFault(String check, String subject, String fault, State state) {
    List<Verification.Finding> findings = verify(state == State.MENDED).findings();
    assertTrue(
        findings.stream()
            .anyMatch(finding ->
                finding.check().equals(check)
                    && finding.subject().startsWith(subject)
                    && finding.fault().contains(fault)
                    && finding.state() == state),
        findings.toString());
  }

  private void assertSound() {
    assertEquals(List.of(), verify(false).findings());
  }

  private Verification verify(boolean repair) {
    return verify(repair, true);
  }

  private Verification verify(boolean repair, boolean deep) {
    var verification = new Verification(repair, deep, Progress.UNWATCHED);
    var blobs = (DataBlobStore) fixture.blobs;
    fixture.accounts.check().run(verification);
    new BlobLinkCheck(blobs, List.of(new MailOwners())).run(verification);
    new BlobContentCheck(blobs).run(verification);
    new BlobChunkCheck(blobs).run(verification);
    return verification;
  }
}
