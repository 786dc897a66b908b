package org.mailkeep.queue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.BlobLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.DataBlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.contract.FailingBackend;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.Event;

/// A queue on a store that outlives it, as the disk outlives the process.
final class QueueFixture implements AutoCloseable {
  static final Schedule SCHEDULE =
      new Schedule(
          List.of(Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofHours(2)),
          List.of(Duration.ofDays(1), Duration.ofDays(3)),
          Duration.ofDays(5));

  static final String TEXT =
      "From: jane@example.org\r\nSubject: Hello\r\nMessage-ID: <1@example.org>\r\n\r\nHi\r\n";

  private static final ReportRules REPORTS =
      new ReportRules(
          DomainName.of("mx.example.org"),
          "Mail Delivery Subsystem",
          Address.of("mailer-daemon@example.org"),
          new DataSize(1 << 20));

  final MemoryBackend disk = new MemoryBackend();
  final TestClock clock = new TestClock();
  final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  /// Hears of each event, in the thread that it happens in.
  volatile Consumer<Event> listener = _ -> {};

  QueueLimits limits = new QueueLimits(8, 8, 2, new DataSize(1 << 20), 1000);
  CountingBackend backend = new CountingBackend(disk);
  FailingBackend failing = new FailingBackend(backend);
  DataStore data = new DataStore(failing);
  BlobStore blobs = blobs(data);
  ScriptedCarriers carriers = new ScriptedCarriers(data);
  boolean deliveryHistory;
  private @Nullable StoredQueue queue;

  /// The queue, running.
  StoredQueue queue() {
    StoredQueue running = queue;
    if (running == null) {
      running = create();
      running.start();
      queue = running;
    }
    return running;
  }

  /// A queue that was not started, or paused before it begins.
  StoredQueue paused() {
    StoredQueue made = create();
    made.pause();
    made.start();
    queue = made;
    return made;
  }

  private StoredQueue create() {
    var ports =
        new QueuePorts(
            data,
            blobs,
            carriers,
            QueueLease.ALONE,
            this::emit,
            clock,
            Chance.secure(),
            Thread.ofVirtual().factory(),
            deliveryHistory);
    return new StoredQueue(ports, limits, () -> new QueueRules(SCHEDULE, REPORTS));
  }

  private void emit(Event event) {
    events.add(event);
    listener.accept(event);
  }

  /// The next run of the process on the same disk.
  void restart() {
    restart(new CountingBackend(disk));
  }

  void restart(CountingBackend next) {
    close();
    backend = next;
    failing = new FailingBackend(next);
    data = new DataStore(failing);
    blobs = blobs(data);
    ScriptedCarriers before = carriers;
    carriers = new ScriptedCarriers(data);
    carriers.continueAs(before);
  }

  StagedBlob message() {
    return message(TEXT);
  }

  StagedBlob message(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    try (BlobStore.Sink sink = blobs.sink()) {
      sink.write(octets, 0, octets.length);
      return sink.finish();
    }
  }

  Envelope envelope(@Nullable String sender, String... recipients) {
    List<Address> to = Arrays.stream(recipients).map(Address::of).toList();
    return Envelope.of(sender == null ? null : Address.of(sender), to, clock.instant());
  }

  QueueId send(String sender, String... recipients) {
    return send(envelope(sender, recipients));
  }

  QueueId send(Envelope envelope) {
    QueueId id = queue().nextId();
    queue().enqueue(id, message(), envelope);
    return id;
  }

  /// Waits until nothing is left to do now.
  void settle() {
    await(() -> queue().idle());
  }

  /// Lets time pass, and all happen that is due then.
  void pass(Duration time) {
    clock.pass(time);
    queue().wake();
    settle();
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

  long filed(String recipient) {
    return ScriptedCarriers.filed(new DataStore(disk), recipient);
  }

  /// How many keys the disk holds.
  int keys(Subspace space) {
    return disk.scan(space, Range.all(), Direction.UP, 100_000).size();
  }

  /// Whether nothing of the queue is left on the disk.
  boolean clean() {
    return keys(Subspace.QUEUE) == 0
        && keys(Subspace.QUEUE_DUE) == 0
        && keys(Subspace.BLOB_LINK) == 0;
  }

  /// Events of a class.
  <E extends Event> List<E> events(Class<E> kind) {
    synchronized (events) {
      return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }

  /// The text of a queued message's octets.
  String octets(QueuedMessage message) {
    return new String(blobs.read(message.blob(), 0, (int) message.size()), StandardCharsets.UTF_8);
  }

  static Outcome deferred(String why) {
    return new Outcome.Deferred(new Status("4.2.1", "450 4.2.1 " + why, "mx.example.net"));
  }

  static Outcome failed(String why) {
    return new Outcome.Failed(new Status("5.1.1", "550 5.1.1 " + why, "mx.example.net"));
  }

  @Override
  public void close() {
    if (queue != null) {
      queue.close();
      queue = null;
    }
  }

  private BlobStore blobs(DataStore store) {
    return new DataBlobStore(store, BlobLimits.DEFAULT, Chance.secure(), clock);
  }
}
