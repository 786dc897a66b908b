package org.mailkeep.store.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.StoreEvent;

/// Tells of a backend's failures and of what takes too long; each at most once a second, since a
/// store that is full fails thousands of commits.
public final class ObservedBackend implements DataBackend {
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final DataBackend backend;
  private final String name;
  private final Events events;
  private final long slowNanos;
  private final AtomicLong nextFailure = new AtomicLong(System.nanoTime());
  private final AtomicLong nextSlow = new AtomicLong(System.nanoTime());

  /// @param name the store's id in the settings
  /// @param slow what takes longer is told of
  public ObservedBackend(DataBackend backend, String name, Events events, Duration slow) {
    this.backend = backend;
    this.name = name;
    this.events = events;
    this.slowNanos = slow.toNanos();
  }

  @Override
  public byte @Nullable [] get(Subspace space, byte[] key) {
    long start = System.nanoTime();
    try {
      return backend.get(space, key);
    } catch (StoreException e) {
      throw told("get", e);
    } finally {
      ended("get", start);
    }
  }

  @Override
  public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
    return observe("get", () -> backend.get(space, keys));
  }

  @Override
  public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
    return observe("scan", () -> backend.scan(space, range, direction, limit));
  }

  @Override
  public Snapshot snapshot() {
    return observe("snapshot", backend::snapshot);
  }

  @Override
  public Commit commit(Batch batch) {
    return observe("commit", () -> backend.commit(batch));
  }

  @Override
  public Commit writeAhead(Batch batch) {
    return observe("commit", () -> backend.writeAhead(batch));
  }

  @Override
  public void close() {
    backend.close();
    events.emit(new StoreEvent.Closed(name));
  }

  private interface Call<T> {
    T run();
  }

  private <T> T observe(String operation, Call<T> call) {
    long start = System.nanoTime();
    try {
      return call.run();
    } catch (StoreException e) {
      throw told(operation, e);
    } finally {
      ended(operation, start);
    }
  }

  private StoreException told(String operation, StoreException e) {
    if (isTime(nextFailure)) {
      events.emit(event(operation, e));
    }
    return e;
  }

  private Event event(String operation, StoreException e) {
    String reason = String.valueOf(e.getMessage());
    return switch (e) {
      case StoreException.Full _ -> new StoreEvent.Full(name, reason);
      case StoreException.Corrupt _ -> new StoreEvent.Corrupt(name, operation, reason);
      case StoreException.Unavailable _, StoreException.Contended _ ->
          new StoreEvent.Failed(name, operation, reason);
    };
  }

  private void ended(String operation, long start) {
    long took = System.nanoTime() - start;
    if (took > slowNanos && isTime(nextSlow)) {
      events.emit(new StoreEvent.Slow(name, operation, Duration.ofNanos(took)));
    }
  }

  private static boolean isTime(AtomicLong next) {
    long now = System.nanoTime();
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + PAUSE);
  }
}
