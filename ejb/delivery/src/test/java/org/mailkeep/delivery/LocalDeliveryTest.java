package org.mailkeep.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.queue.Envelope;
import org.mailkeep.queue.MailOptions;
import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.QueueFilter;
import org.mailkeep.queue.QueueLease;
import org.mailkeep.queue.QueueLimits;
import org.mailkeep.queue.QueuePorts;
import org.mailkeep.queue.QueueRules;
import org.mailkeep.queue.QueuedMessage;
import org.mailkeep.queue.Recipient;
import org.mailkeep.queue.ReportRules;
import org.mailkeep.queue.Routing;
import org.mailkeep.queue.Schedule;
import org.mailkeep.queue.Status;
import org.mailkeep.queue.StoredQueue;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.DeliveryEvent;

/// The queue, local delivery and the mailboxes together.
final class LocalDeliveryTest {
  private static final String TEXT = "Subject: Hello\r\nMessage-ID: <1@example.org>\r\n\r\nHi\r\n";
  private static final String FIELD = "Return-Path: <jane@example.org>\r\n";

  private final MailFixture mail = new MailFixture(new MemoryBackend());
  private final FakeDirectory directory =
      new FakeDirectory()
          .with("bob@example.org", 1)
          .with("eve@example.org", 2)
          .with("both@example.org", 1, 2);
  private final LocalCarrier local =
      new LocalCarrier(
          new LocalPorts(
              directory,
              mail.accounts,
              mail.blobs,
              MimeLimits.DEFAULT,
              mail.events::add,
              Thread.ofVirtual().factory(),
              new ListRules("mx.example.org", 100, mail.clock)),
          8);
  private final StoredQueue queue = queue();

  @AfterEach
  void close() {
    queue.close();
    mail.close();
  }

  @Test
  void aMessageThatBeginsWithItsReturnPathIsFiledAsItIsInOneCommit() {
    open(1);
    int before = mail.counting.commits.get();
    send(FIELD + TEXT, FIELD.length(), "bob@example.org");
    await(() -> inbox(1).count() == 1);
    await(this::queueIsEmpty);
    assertEquals(2, mail.counting.commits.get() - before, "enqueue; file and take off the queue");
    assertEquals(FIELD + TEXT, text(1, 0));
    assertEquals(1, keys(Subspace.BLOB));
    assertEquals(1, keys(Subspace.BLOB_LINK));
    assertEquals(0, keys(Subspace.BLOB_RESERVATION), "the reference went over");
    await(() -> mail.events.stream().anyMatch(DeliveryEvent.Filed.class::isInstance));
  }

  @Test
  void anyOtherGetsTheField() {
    send(TEXT, 0, "bob@example.org", "eve@example.org");
    await(() -> inbox(1).count() == 1 && inbox(2).count() == 1);
    await(this::queueIsEmpty);
    assertEquals(FIELD + TEXT, text(1, 0));
    assertEquals(FIELD + TEXT, text(2, 0));
    assertEquals(mail.clock.instant().getEpochSecond(), inbox(1).received(0).getEpochSecond());
  }

  @Test
  void aMessageIsStoredOnceForAllItsRecipients() {
    String[] all =
        IntStream.rangeClosed(1, 50)
            .mapToObj(i -> {
              directory.with("u" + i + "@example.org", i);
              return "u" + i + "@example.org";
            })
            .toArray(String[]::new);
    send(FIELD + TEXT, FIELD.length(), all);
    await(this::queueIsEmpty);
    for (int account = 1; account <= 50; account++) {
      assertEquals(1, inbox(account).count());
    }
    assertEquals(1, keys(Subspace.BLOB));
    assertEquals(50, keys(Subspace.BLOB_LINK));
  }

  @Test
  void anAddressOfSeveralAccountsReachesEachOnce() {
    send(FIELD + TEXT, FIELD.length(), "both@example.org", "bob@example.org");
    await(this::queueIsEmpty);
    assertEquals(2, inbox(1).count(), "as bob and as one of both");
    assertEquals(1, inbox(2).count());
  }

  @Test
  void anAccountThatIsGoneGetsNothing() {
    directory.with("jane@example.org", 9).remove(2);
    send(FIELD + TEXT, FIELD.length(), "both@example.org");
    await(() -> inbox(9).count() == 1);
    assertTrue(text(9, 0).contains("Status: 5.1.1"));
    assertEquals(1, inbox(1).count());
  }

  @Test
  void anUnknownMailboxIsReportedToTheSender() {
    directory.with("jane@example.org", 9);
    send(TEXT, 0, "nobody@example.org");
    await(() -> inbox(9).count() == 1);
    String report = text(9, 0);
    assertTrue(report.startsWith("Return-Path: <>\r\nFrom: "), report);
    assertTrue(report.contains("Final-Recipient: rfc822; nobody@example.org"), report);
    assertTrue(report.contains("Status: 5.1.1"), report);
  }

  @Test
  void aFullMailboxWaitsAndATooSmallOneFails() {
    mail.quota.put(new AccountId(1), new Quota.Limits(200, 0));
    String half = FIELD + TEXT + "x".repeat(50);
    send(half, FIELD.length(), "bob@example.org");
    await(this::queueIsEmpty);
    QueueId waiting = send(half + "y", FIELD.length(), "bob@example.org");
    assertEquals("4.2.2", statusOf(waiting).code());
    assertEquals(
        new Outcome.Failed(Status.ours("5.2.3", "The message is larger than the mailbox may be")),
        deliver(FIELD + "x".repeat(300), "bob@example.org"));
    mail.quota.remove(new AccountId(1));
    mail.clock.pass(Duration.ofMinutes(2));
    queue.wake();
    await(() -> inbox(1).count() == 2);
  }

  @Test
  void aQuotaThatNobodyKnowsDefers() {
    mail.quotaUnknown.set(true);
    QueueId id = send(TEXT, 0, "bob@example.org");
    assertEquals("4.3.0", statusOf(id).code());
    mail.quotaUnknown.set(false);
    assertTrue(queue.retry(id));
    await(() -> inbox(1).count() == 1);
  }

  @Test
  void aDirectoryThatIsAwayDefers() {
    directory.down(true);
    QueueId id = send(TEXT, 0, "bob@example.org");
    assertEquals("4.3.0", statusOf(id).code());
    directory.down(false);
    assertTrue(queue.retry(id));
    await(() -> inbox(1).count() == 1);
  }

  @Test
  void lmtpFilesAtOnce() {
    assertEquals(
        new Outcome.Delivered(Status.ours("2.1.5", "Delivered"), false),
        deliver(FIELD + TEXT, "bob@example.org"));
    assertEquals(FIELD + TEXT, text(1, 0));
    assertEquals(
        new Outcome.Failed(Status.ours("5.1.1", "No such mailbox here")),
        deliver(FIELD + TEXT, "nobody@example.org"));
  }

  private StoredQueue queue() {
    var router =
        new MailRouter(
            directory,
            local,
            _ -> new Routing.Nowhere(new Outcome.Failed(Status.ours("5.4.4", "no way"))));
    var reports =
        new ReportRules(
            DomainName.of("mx.example.org"),
            "Mail",
            Address.of("mailer-daemon@example.org"),
            new DataSize(1000));
    var schedule = new Schedule(List.of(Duration.ofMinutes(2)), List.of(), Duration.ofDays(5));
    var made =
        new StoredQueue(
            new QueuePorts(
                mail.store,
                mail.blobs,
                router,
                QueueLease.ALONE,
                mail.events::add,
                mail.clock,
                Chance.secure(),
                Thread.ofVirtual().factory(),
                false),
            new QueueLimits(8, 8, 8, new DataSize(1 << 20), 100),
            () -> new QueueRules(schedule, reports));
    made.start();
    return made;
  }

  private QueueId send(String text, int returnPath, String... recipients) {
    QueueId id = queue.nextId();
    queue.enqueue(id, staged(text), envelope(returnPath, recipients));
    return id;
  }

  private Outcome deliver(String text, String recipient) {
    return queue
        .deliver(queue.nextId(), staged(text), envelope(FIELD.length(), recipient))
        .getFirst();
  }

  private Envelope envelope(int returnPath, String... recipients) {
    return new Envelope(
        Address.of("jane@example.org"),
        Arrays.stream(recipients).map(Address::of).map(Recipient::of).toList(),
        mail.clock.instant(),
        null,
        MailOptions.NONE,
        returnPath,
        null);
  }

  private StagedBlob staged(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    try (BlobStore.Sink sink = mail.blobs.sink()) {
      sink.write(octets, 0, octets.length);
      return sink.finish();
    }
  }

  private MailAccount open(long account) {
    return mail.open(account);
  }

  private MailboxView inbox(long account) {
    MailAccount opened = open(account);
    return opened.view(MailFixture.inbox(opened)).orElseThrow();
  }

  private String text(long account, int index) {
    MailboxView view = inbox(account);
    var stored = open(account).messages(List.of(view.email(index))).get(view.email(index));
    assertEquals(view.size(index), stored == null ? -1 : stored.size());
    return stored == null
        ? ""
        : new String(
            mail.blobs.read(stored.blob(), 0, (int) stored.size()), StandardCharsets.UTF_8);
  }

  /// The status of a message's only recipient, once it has one.
  private Status statusOf(QueueId id) {
    await(() -> queue.show(id).flatMap(LocalDeliveryTest::status).isPresent());
    return queue.show(id).flatMap(LocalDeliveryTest::status).orElseThrow();
  }

  private static Optional<Status> status(QueuedMessage message) {
    return Optional.ofNullable(message.recipients().getFirst().status());
  }

  private boolean queueIsEmpty() {
    return queue.list(QueueFilter.ALL, null, 1).messages().isEmpty();
  }

  private int keys(Subspace space) {
    return mail.store.scan(space, Range.all(), Direction.UP, 1000).size();
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not happen in 20 s");
      }
      LockSupport.parkNanos(100_000);
    }
  }
}
