package org.mailkeep.store.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mailkeep.telemetry.Event;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.StoreEvent;

/// Tells of a store's failures and of what takes too long; each at most once a second, since a
/// store that is full fails thousands of commits.
final class Observer {
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final StoreWatch watch;
  private final Events events;
  private final long slowNanos;
  private final AtomicLong nextFailure = new AtomicLong(System.nanoTime());
  private final AtomicLong nextSlow = new AtomicLong(System.nanoTime());

  Observer(StoreWatch watch, Events events, Duration slow) {
    this.watch = watch;
    this.events = events;
    this.slowNanos = slow.toNanos();
  }

  interface Call<T> {
    T run();
  }

  Commit commit(Call<Commit> call) {
    return write("commit", call);
  }

  void change(String operation, Runnable change) {
    write(
        operation,
        () -> {
          change.run();
          return operation;
        });
  }

  <T> T write(String operation, Call<T> call) {
    long start = System.nanoTime();
    try {
      return call.run();
    } catch (StoreException e) {
      watch.commitFailed(e);
      throw told(operation, e);
    } finally {
      ended(operation, start);
    }
  }

  <T> T read(String operation, Call<T> call) {
    long start = System.nanoTime();
    try {
      return call.run();
    } catch (StoreException e) {
      watch.readFailed(e);
      throw told(operation, e);
    } finally {
      ended(operation, start);
    }
  }

  byte @Nullable [] get(Reader reader, Subspace space, byte[] key) {
    long start = System.nanoTime();
    try {
      return reader.get(space, key);
    } catch (StoreException e) {
      watch.readFailed(e);
      throw told("get", e);
    } finally {
      ended("get", start);
    }
  }

  List<byte @Nullable []> get(Reader reader, Subspace space, List<byte[]> keys) {
    return read("get", () -> reader.get(space, keys));
  }

  List<Entry> scan(Reader reader, Subspace space, Range range, Direction direction, int limit) {
    return read("scan", () -> reader.scan(space, range, direction, limit));
  }

  private StoreException told(String operation, StoreException e) {
    if (isTime(nextFailure)) {
      events.emit(event(operation, e));
    }
    return e;
  }

  private Event event(String operation, StoreException e) {
    String name = watch.name();
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
      events.emit(new StoreEvent.Slow(watch.name(), operation, Duration.ofNanos(took)));
    }
  }

  private static boolean isTime(AtomicLong next) {
    long now = System.nanoTime();
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + PAUSE);
  }
}
