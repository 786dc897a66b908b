package org.mailkeep.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.delivery.LocalDeliveryTest.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.directory.api.MailingList;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Subscribers;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.mime.HeaderBlock;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.queue.Attempt;
import org.mailkeep.queue.Envelope;
import org.mailkeep.queue.MailOptions;
import org.mailkeep.queue.Notify;
import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.QueueFilter;
import org.mailkeep.queue.QueueLease;
import org.mailkeep.queue.QueueLimits;
import org.mailkeep.queue.QueuePorts;
import org.mailkeep.queue.QueueRules;
import org.mailkeep.queue.Recipient;
import org.mailkeep.queue.ReportRules;
import org.mailkeep.queue.Routing;
import org.mailkeep.queue.Schedule;
import org.mailkeep.queue.Status;
import org.mailkeep.queue.StoredQueue;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.QueueEvent;

/// What becomes of mail for mailing lists: queue, local delivery and mailboxes together, and a
/// world that takes everything.
final class ListDeliveryTest {
  private static final Address NEWS = Address.of("news@example.org");
  private static final Address AUTHOR = Address.of("author@example.net");
  private static final Address OWNER = Address.of("owner@example.org");
  private static final AccountId LIST = new AccountId(50);
  private static final String TEXT = "Subject: Hello\r\nList-Help: <x>\r\n\r\nHi\r\n.\r\n";
  private static final String FIELD = "Return-Path: <author@example.net>\r\n";

  private final MailFixture mail = new MailFixture(new MemoryBackend());
  private final FakeDirectory directory =
      new FakeDirectory()
          .with("bob@example.org", 1)
          .with("eve@example.org", 2)
          .with("owner@example.org", 9)
          .with("postmaster@example.org", 8)
          .list(list(OWNER), everyone());
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private final LocalCarrier local =
      new LocalCarrier(
          new LocalPorts(
              directory,
              mail.accounts,
              mail.blobs,
              MimeLimits.DEFAULT,
              mail.events::add,
              Thread.ofVirtual().factory(),
              new ListRules("mx.example.org", 20, mail.clock)),
          8);
  private final StoredQueue queue = queue();

  /// What the world was given.
  private record Sent(Envelope envelope, List<Recipient> recipients, String text) {}

  @AfterEach
  void close() {
    queue.close();
    mail.close();
  }

  @Test
  void everyoneOnTheListGetsItFromTheList() {
    send(AUTHOR, FIELD + TEXT, FIELD.length(), Recipient.of(NEWS));
    await(this::queueIsEmpty);
    String bobs = text(1);
    assertTrue(bobs.startsWith("Return-Path: <owner@example.org>\r\nReceived: by mx.example.org"));
    assertEquals(
        1, HeaderBlock.of(bobs.getBytes(StandardCharsets.UTF_8)).all("Return-Path").size());
    assertEquals(bobs, text(2));
    assertTrue(bobs.endsWith("Subject: Hello\r\n\r\nHi\r\n.\r\n"), bobs);
    assertEquals(1, sent.size());
    assertEquals(OWNER, sent.getFirst().envelope.sender());
    assertEquals(List.of(Address.of("x@y.example")), addresses(sent.getFirst().recipients));
    assertEquals(bobs.substring(bobs.indexOf("Received:")), sent.getFirst().text);
  }

  @Test
  void theMessageSaysThroughWhichListItCame() {
    directory.list(new MailingList(LIST, NEWS, "B\u00fccher \"und\" mehr", null), everyone());
    send(AUTHOR, TEXT, 0, Recipient.of(NEWS));
    await(this::queueIsEmpty);
    var header = HeaderBlock.of(text(1).getBytes(StandardCharsets.UTF_8));
    assertEquals("news@example.org", header.first("Delivered-To").orElseThrow().strip());
    String id = header.first("List-Id").orElseThrow();
    assertTrue(id.endsWith("<news.example.org>"), id);
    assertTrue(id.contains("=?UTF-8?"), id);
    assertEquals("<mailto:news@example.org>", header.first("List-Post").orElseThrow().strip());
    assertEquals(
        "<mailto:postmaster@example.org>", header.first("List-Owner").orElseThrow().strip());
    assertEquals(List.of(), header.all("List-Help"), "the author's list is not this one");
    assertEquals(
        "Return-Path: <postmaster@example.org>", text(1).lines().findFirst().orElseThrow());
  }

  @Test
  void listAndMembersAreOneCommitSoThatNothingIsLostOrDoubled() {
    mail.open(1);
    mail.open(2);
    int before = mail.counting.commits.get();
    send(AUTHOR, TEXT, 0, Recipient.of(NEWS));
    await(this::queueIsEmpty);
    int commits = mail.counting.commits.get() - before;
    assertTrue(commits <= 6, "queue; end and post; file, file, sent, end: " + commits);
    assertEquals(
        1,
        mail.events.stream()
            .filter(event ->
                event instanceof QueueEvent.Posted(_, _, String list, int recipients)
                    && list.equals("news@example.org")
                    && recipients == 3)
            .count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Delivered-To: News@Example.org\r\n",
        "Delivered-To: <news@example.org>\r\n",
        "Subject: x\r\nLIST-ID: Old name <News.Example.Org>\r\n"
      })
  void aMessageThatHasBeenThroughTheListDoesNotGoThroughItAgain(String field) {
    send(AUTHOR, field + TEXT, 0, Recipient.of(NEWS));
    await(this::queueIsEmpty);
    assertEquals(0, count(1));
    assertTrue(sent.getFirst().text.contains("Status: 5.4.6"), sent.toString());
    assertEquals(List.of(AUTHOR), addresses(sent.getFirst().recipients));
  }

  @Test
  void anotherListsMessageGoesThrough() {
    send(
        AUTHOR,
        "Delivered-To: other@example.org\r\nList-Id: <other>\r\n" + TEXT,
        0,
        Recipient.of(NEWS));
    await(this::queueIsEmpty);
    assertEquals(1, count(1));
    assertFalse(text(1).contains("<other>"));
    assertTrue(text(1).contains("Delivered-To: other@example.org"), "the trace stays");
  }

  @Test
  void aReportThatComesToTheListGoesToItsOwner() {
    send(null, TEXT, 0, Recipient.of(NEWS));
    await(this::queueIsEmpty);
    assertEquals(0, count(1));
    assertEquals(1, count(9));
    directory.list(list(NEWS), everyone());
    send(null, TEXT, 0, Recipient.of(NEWS));
    await(this::queueIsEmpty);
    assertEquals(List.of(), sent);
    assertEquals(0, count(1));
  }

  @Test
  void whatCannotBeDeliveredIsTheOwnersConcern() {
    directory.remove(2);
    send(AUTHOR, TEXT, 0, Recipient.of(NEWS));
    await(this::queueIsEmpty);
    assertEquals(1, count(1));
    assertTrue(text(9).contains("Final-Recipient: rfc822; eve@example.org"), text(9));
    assertEquals(1, sent.size(), "the author hears nothing");
  }

  @Test
  void wishesForReportsEndAtTheList() {
    var wanted = new Recipient(NEWS, Set.of(Notify.SUCCESS), "rfc822;news@example.org");
    send(AUTHOR, TEXT, 0, wanted);
    await(this::queueIsEmpty);
    assertEquals(2, sent.size(), "the posting, and that it was posted");
    Sent report =
        sent.stream().filter(one -> one.envelope.sender() == null).findFirst().orElseThrow();
    assertTrue(report.text.contains("Action: delivered"), report.text);
    Sent posting =
        sent.stream().filter(one -> one.envelope.sender() != null).findFirst().orElseThrow();
    assertEquals(Set.of(), posting.recipients.getFirst().reports());
    assertNull(posting.recipients.getFirst().originalRecipient());
  }

  @Test
  void aListWithNobodyOrTooManyRefuses() {
    directory.list(list(null), new Subscribers(List.of(), List.of()));
    assertEquals(refused("The list has no members"), deliver());
    var many = IntStream.range(0, 21).mapToObj(i -> Address.of("u" + i + "@y.example")).toList();
    directory.list(list(null), new Subscribers(List.of(), many));
    assertEquals(refused("The list has too many members"), deliver());
    directory.list(list(null), new Subscribers(List.of(), many.subList(0, 20)));
    assertEquals(
        new Outcome.Delivered(Status.ours("2.1.5", "Posted to the list"), false), deliver());
    await(() -> sent.size() == 1);
    assertEquals(20, sent.getFirst().recipients.size());
  }

  @Test
  void aLongHeaderAndALongBodyPassWhole() {
    String header = "X-Long: " + "y".repeat(900) + "\r\n";
    String text = header.repeat(120) + "\r\n" + "body\r\n".repeat(40_000);
    send(AUTHOR, text, 0, Recipient.of(NEWS));
    await(this::queueIsEmpty);
    assertTrue(text(1).endsWith(text));
  }

  @Test
  void whatIsAllHeaderOrHasNoneIsPostedToo() {
    send(AUTHOR, "Subject: only", 0, Recipient.of(NEWS));
    send(AUTHOR, "\r\nno header", 0, Recipient.of(NEWS));
    await(this::queueIsEmpty);
    var texts = new ArrayList<>(List.of(text(1, 0), text(1, 1)));
    Collections.sort(
        texts, (a, b) -> Boolean.compare(a.contains("no header"), b.contains("no header")));
    assertTrue(texts.getFirst().endsWith("Precedence: list\r\nSubject: only"), texts.toString());
    assertTrue(texts.getLast().endsWith("Precedence: list\r\n\r\nno header"), texts.toString());
  }

  private static Outcome refused(String text) {
    return new Outcome.Failed(Status.ours("5.2.4", text));
  }

  private static MailingList list(@Nullable Address owner) {
    return new MailingList(LIST, NEWS, "", owner);
  }

  private static Subscribers everyone() {
    return new Subscribers(
        List.of(
            new Resolution.Recipient(new AccountId(1), Address.of("bob@example.org")),
            new Resolution.Recipient(new AccountId(2), Address.of("eve@example.org"))),
        List.of(Address.of("x@y.example")));
  }

  private static List<Address> addresses(List<Recipient> recipients) {
    return recipients.stream().map(Recipient::address).toList();
  }

  private StoredQueue queue() {
    var world = new Routing.Way(Routing.Lane.REMOTE, "world", this::take);
    var router = new MailRouter(directory, local, _ -> world);
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

  private List<Outcome> take(Attempt attempt) {
    int size = Math.toIntExact(attempt.content().size());
    String text = new String(attempt.content().read(0, size), StandardCharsets.UTF_8);
    sent.add(new Sent(attempt.envelope(), attempt.recipients(), text));
    Outcome taken = new Outcome.Delivered(Status.ours("2.0.0", "taken"), true);
    return Collections.nCopies(attempt.recipients().size(), taken);
  }

  private void send(@Nullable Address from, String text, int returnPath, Recipient... recipients) {
    queue.enqueue(queue.nextId(), staged(text), envelope(from, returnPath, recipients));
  }

  /// As LMTP does.
  private Outcome deliver() {
    return queue
        .deliver(
            queue.nextId(),
            staged(FIELD + TEXT),
            envelope(AUTHOR, FIELD.length(), Recipient.of(NEWS)))
        .getFirst();
  }

  private Envelope envelope(@Nullable Address from, int returnPath, Recipient... recipients) {
    return new Envelope(
        from,
        Arrays.asList(recipients),
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

  private int count(long account) {
    var opened = mail.open(account);
    return opened.view(MailFixture.inbox(opened)).orElseThrow().count();
  }

  private String text(long account) {
    assertEquals(1, count(account));
    return text(account, 0);
  }

  private String text(long account, int index) {
    var opened = mail.open(account);
    var view = opened.view(MailFixture.inbox(opened)).orElseThrow();
    var stored = opened.messages(List.of(view.email(index))).get(view.email(index));
    return stored == null
        ? ""
        : new String(
            mail.blobs.read(stored.blob(), 0, (int) stored.size()), StandardCharsets.UTF_8);
  }

  private boolean queueIsEmpty() {
    return queue.list(QueueFilter.ALL, null, 1).messages().isEmpty();
  }
}
