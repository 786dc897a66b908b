package org.mailkeep.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobIndex;
import org.mailkeep.store.api.BlobLinkCheck;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;
import org.mailkeep.store.memory.MemoryBackend;

class DeletedMessagesTest {
  private static final Flags FLAGS =
      Flags.ofImap(List.of("\\Seen", "\\Flagged", "$Label1")).orElseThrow();

  private final MailFixture fixture = new MailFixture(new MemoryBackend(), MailFixture.keeping());
  private final MailAccount account = fixture.open(1);
  private final MailboxId inbox = MailFixture.inbox(account);
  private final DeletedMessages deleted = fixture.accounts.deleted();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aMessageComesBackWithOctetsFlagsAndDate() {
    String text = MailFixture.text("a", "Once more");
    var filed = fixture.file(account, inbox, text, FLAGS);
    Quota before = account.quota();
    expunge(inbox);
    assertEquals(0, account.quota().messages());
    assertEquals(0, account.quota().bytes());

    DeletedMessage shown = list().getFirst();
    assertEquals("INBOX", shown.mailbox());
    assertEquals("jane@example.org", shown.from());
    assertEquals("Once more", shown.subject());
    assertEquals(text.length(), shown.size());
    assertEquals(fixture.clock.instant(), shown.deleted());

    var restored = restore(shown.id());
    assertEquals(inbox, restored.mailbox());
    assertNotEquals(filed.email(), restored.email(), "no id is used twice");
    assertEquals(before, account.quota());
    StoredMessage message = account.messages(List.of(restored.email())).values().iterator().next();
    assertEquals(Instant.parse("2026-11-22T10:00:00Z"), message.received());
    assertEquals(
        text, new String(fixture.blobs.read(message.blob(), 0, (int) message.size()), UTF_8));
    assertEquals(FLAGS, account.view(inbox).orElseThrow().rowAt(0).flags());
    assertEquals(List.of(), list());
    assertInstanceOf(FilingResult.Settled.class, deleted.restore(account.id(), shown.id()));
    assertEquals(List.of(), faults());
  }

  @Test
  void whereTheMailboxIsGoneItsNameCountsAndThenAPlaceOfItsOwn() {
    MailboxId work = made(account.create("Archive/Work", null));
    fixture.file(account, work, "a");
    fixture.file(account, work, "b");
    account.delete(work);
    assertEquals("Archive/Work", list().getFirst().mailbox());
    MailboxId home = restore(list().getFirst().id()).mailbox();
    assertEquals(mailbox(DeletedMessages.RESTORED), home);
    MailboxId again = made(account.create("Archive/Work", null));
    assertEquals(again, restore(list().getFirst().id()).mailbox());
    assertEquals(List.of(), faults());
  }

  @Test
  void whatDoesNotFitIntoTheQuotaStaysDeleted() {
    fixture.file(account, inbox, "a");
    expunge(inbox);
    fixture.quota.put(account.id(), new Quota.Limits(10, 0));
    EmailId id = list().getFirst().id();
    assertInstanceOf(FilingResult.OverQuota.class, deleted.restore(account.id(), id));
    assertEquals(1, list().size());
    fixture.quota.remove(account.id());
    restore(id);
    assertEquals(1, account.quota().messages());
  }

  @Test
  void octetsStayUntilTheTimeIsOver() {
    for (int i = 0; i < 600; i++) {
      fixture.file(account, inbox, "m" + i);
    }
    expunge(inbox);
    fixture.clock.pass(Duration.ofDays(6));
    fixture.file(account, inbox, "late");
    expunge(inbox);
    fixture.blobs.purge();
    assertEquals(0, purge(Duration.ofDays(7)));
    assertEquals(List.of(), faults());
    fixture.clock.pass(Duration.ofDays(2));
    assertEquals(600, purge(Duration.ofDays(7)));
    fixture.clock.pass(Duration.ofDays(1));
    assertEquals(600, fixture.blobs.purge());
    assertEquals(1, list().size());
    restore(list().getFirst().id());
    assertEquals(List.of(), faults());
  }

  @Test
  void copiesAreDeletedEachForItself() {
    MailboxId other = made(account.create("other", null));
    fixture.file(account, inbox, "a");
    account.copy(inbox, UidSet.ALL, other);
    expunge(inbox);
    assertEquals(1, list().size());
    restore(list().getFirst().id());
    expunge(other);
    assertEquals("other", list().getFirst().mailbox());
    assertEquals(List.of(), faults());
  }

  @Test
  void anAccountThatGoesLeavesNothing() {
    fixture.file(account, inbox, "a");
    expunge(inbox);
    fixture.file(account, inbox, "b");
    fixture.accounts.erase(account.id());
    fixture.clock.pass(Duration.ofDays(1));
    assertEquals(2, fixture.blobs.purge());
    assertEquals(List.of(), deleted.list(account.id(), 0, 10));
  }

  @Test
  void theListComesInPages() {
    for (int i = 0; i < 5; i++) {
      fixture.file(account, inbox, "m" + i);
    }
    expunge(inbox);
    List<DeletedMessage> first = deleted.list(account.id(), 0, 3);
    List<DeletedMessage> rest = deleted.list(account.id(), first.getLast().id().value(), 3);
    assertEquals(3, first.size());
    assertEquals(2, rest.size());
    assertEquals("Subject of m3", rest.getFirst().subject());
  }

  @Test
  void aServerThatKeepsNothingKeepsNothing() {
    try (var plain = new MailFixture(new MemoryBackend())) {
      MailAccount other = plain.open(1);
      plain.file(other, MailFixture.inbox(other), "a");
      other.store(MailFixture.inbox(other), UidSet.ALL, deletedFlag(), Long.MAX_VALUE);
      other.expunge(MailFixture.inbox(other), UidSet.ALL);
      assertEquals(List.of(), plain.accounts.deleted().list(other.id(), 0, 10));
      plain.clock.pass(Duration.ofDays(1));
      assertEquals(1, plain.blobs.purge());
    }
  }

  @Test
  void aLostLinkIsMendedAndADamagedRecordIsTold() {
    fixture.file(account, inbox, "a");
    fixture.file(account, inbox, "b");
    expunge(inbox);
    List<DeletedMessage> both = list();
    byte[] first = MailKeys.email(account.id(), both.getFirst().id());
    var blob =
        DeletedRecord.parse(Objects.requireNonNull(fixture.store.get(Subspace.DELETED, first)))
            .blob();
    fixture.store.commit(new Batch().delete(Subspace.BLOB_LINK, BlobIndex.link(blob, first)));
    assertEquals(1, faults().size());
    verify(true);
    assertEquals(List.of(), faults());
    byte[] second = MailKeys.email(account.id(), both.getLast().id());
    fixture.store.commit(new Batch().put(Subspace.DELETED, second, new byte[] {1}));
    assertEquals(1, list().size());
    assertEquals(2, faults().size(), "the record, and the link that it had");
    assertEquals(1, purge(Duration.ofDays(7)), "nobody can restore it");
    verify(true);
    assertEquals(List.of(), faults());
  }

  private static MailboxId made(MailboxResult result) {
    return ((MailboxResult.Done) result).mailbox().id();
  }

  private MailboxId mailbox(String path) {
    return account.find(path).orElseThrow().id();
  }

  private static FlagChange deletedFlag() {
    return new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.DELETED));
  }

  private void expunge(MailboxId mailbox) {
    account.store(mailbox, UidSet.ALL, deletedFlag(), Long.MAX_VALUE);
    account.expunge(mailbox, UidSet.ALL);
  }

  private List<DeletedMessage> list() {
    return deleted.list(account.id(), 0, 1_000);
  }

  private FilingResult.Message restore(EmailId id) {
    return ((FilingResult.Filed) deleted.restore(account.id(), id)).messages().getFirst();
  }

  private long purge(Duration age) {
    Instant never = Instant.EPOCH;
    var times = new PurgeTimes(never, never, fixture.clock.instant().minus(age));
    return fixture.accounts.purge(times, Progress.UNWATCHED).getOrDefault("forgotten", -1L);
  }

  private List<Verification.Finding> faults() {
    return new ArrayList<>(verify(false).findings());
  }

  private Verification verify(boolean repair) {
    var verification = new Verification(repair, false, Progress.UNWATCHED);
    fixture.accounts.check().run(verification);
    new BlobLinkCheck((DataBlobStore) fixture.blobs, List.of(new MailOwners())).run(verification);
    return verification;
  }
}
