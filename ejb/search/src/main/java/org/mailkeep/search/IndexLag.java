package org.mailkeep.search;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.mailkeep.mailbox.IndexJournal;
import org.mailkeep.mailbox.IndexJournal.Backlog;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.IndexEvent;

/// How far the index is behind the mail: counted in the journal when somebody asks, though not for
/// each who does. Safe for many threads.
public final class IndexLag {
  /// Entries of the journal that are counted; more are told as this many.
  public static final int MOST = 100_000;

  private static final Duration FRESH = Duration.ofSeconds(10);

  private final IndexJournal journal;
  private final InstantSource clock;
  private final Events events;
  private final Duration patience;
  private Instant counted = Instant.MIN;
  private Lag last = Lag.NONE;
  private boolean told;

  /// What waits.
  ///
  /// @param waiting messages, and accounts that are indexed anew
  /// @param oldest how long the first of them waits; nothing when nothing waits
  public record Lag(long waiting, Duration oldest) {
    /// Nothing waits.
    public static final Lag NONE = new Lag(0, Duration.ZERO);
  }

  IndexLag(IndexJournal journal, InstantSource clock, Events events, Duration patience) {
    this.journal = journal;
    this.clock = clock;
    this.events = events;
    this.patience = patience;
  }

  /// What waits, at most some seconds ago; what was known last when the journal cannot be read.
  public synchronized Lag now() {
    Instant now = clock.instant();
    if (now.isBefore(counted.plus(FRESH)) && !now.isBefore(counted)) {
      return last;
    }
    try {
      Backlog backlog = journal.backlog(MOST);
      last = lag(backlog, now);
      counted = now;
    } catch (StoreException e) {
      return last;
    }
    return last;
  }

  /// Why it is late, readable; empty when it is not.
  public Optional<String> lateness() {
    Lag lag = now();
    return isLate(lag)
        ? Optional.of(
            (lag.waiting() >= MOST ? "at least " : "")
                + lag.waiting()
                + " messages wait to be indexed, the first for "
                + lag.oldest().toMinutes()
                + " minutes")
        : Optional.empty();
  }

  /// Tells, once, when it gets late.
  synchronized void watch() {
    Lag lag = now();
    boolean late = isLate(lag);
    if (late && !told) {
      events.emit(new IndexEvent.Late(lag.waiting(), lag.oldest()));
    }
    told = late;
  }

  private boolean isLate(Lag lag) {
    return lag.oldest().compareTo(patience) > 0;
  }

  private static Lag lag(Backlog backlog, Instant now) {
    Instant oldest = backlog.oldest();
    boolean known = oldest != null && oldest.isBefore(now);
    return new Lag(backlog.entries(), known ? Duration.between(oldest, now) : Duration.ZERO);
  }
}
