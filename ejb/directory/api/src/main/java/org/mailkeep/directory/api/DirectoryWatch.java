package org.mailkeep.directory.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.telemetry.DirectoryEvent;
import org.mailkeep.telemetry.Events;

/// Knows how a directory fares that others keep: from the failures that its users meet, and from
/// checks. Only a check finds that it serves again. Safe for many threads; one of them checks.
public final class DirectoryWatch {
  private final String id;
  private final Supplier<Optional<String>> question;
  private final Events events;
  private final long intervalNanos;
  private final Semaphore suspicion = new Semaphore(0);
  private volatile @Nullable Trouble trouble;

  /// @param since in [System#nanoTime()]
  private record Trouble(String reason, long since) {}

  /// @param id of the directory in the settings
  /// @param question asks it; a reason when it does not serve
  /// @param interval after which it is checked while nothing bad was heard of it
  public DirectoryWatch(
      String id, Supplier<Optional<String>> question, Events events, Duration interval) {
    this.id = id;
    this.question = question;
    this.events = events;
    this.intervalNanos = interval.toNanos();
  }

  /// The directory's id in the settings.
  public String id() {
    return id;
  }

  /// Why it does not serve, readable; empty when it does.
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble).map(Trouble::reason);
  }

  /// It could not be asked.
  public synchronized void failed(String reason) {
    Trouble before = trouble;
    trouble = new Trouble(reason, before == null ? System.nanoTime() : before.since);
    if (before == null) {
      suspicion.release();
      events.emit(new DirectoryEvent.Unavailable(id, reason));
    }
  }

  /// Waits until a check is due: it failed, or the interval is over.
  public void awaitDue() throws InterruptedException {
    long wait = trouble == null ? intervalNanos : 0;
    var _ = suspicion.tryAcquire(wait, TimeUnit.NANOSECONDS);
    suspicion.drainPermits();
  }

  /// Asks it.
  public void check() {
    question.get().ifPresentOrElse(this::failed, this::serves);
  }

  private synchronized void serves() {
    Trouble before = trouble;
    if (before != null) {
      trouble = null;
      Duration took = Duration.ofNanos(System.nanoTime() - before.since);
      events.emit(new DirectoryEvent.Recovered(id, took));
    }
  }
}
