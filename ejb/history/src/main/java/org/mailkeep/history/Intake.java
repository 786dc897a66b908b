package org.mailkeep.history;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.HistoryEvent;

/// Keeps taking entries over into the history, those of other nodes that have died, too. While the
/// database does not take them, it tries again after ever longer pauses. Safe for many threads.
public final class Intake {
  /// How often the whole outbox is looked at: others may have left something, or have been late.
  private static final Duration WHOLE = Duration.ofMinutes(1);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Takeover takeover;
  private final Rules rules;
  private final Events events;
  private final InstantSource clock;
  private final Object state = new Object();
  private Instant whole = Instant.MIN;
  private @Nullable Trouble trouble;

  /// How it works.
  ///
  /// @param most entries that are taken over at a time
  /// @param pause until it looks again when there is nothing more
  public record Rules(int most, Duration pause) {}

  private record Trouble(Instant since, String reason, Duration pause) {
    Trouble again(String why) {
      Duration twice = pause.multipliedBy(2);
      return new Trouble(since, why, twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE);
    }
  }

  public Intake(DataStore store, History history, Rules rules, InstantSource clock, Events events) {
    this.takeover = new Takeover(store, history.database(), rules.most());
    this.rules = rules;
    this.clock = clock;
    this.events = events;
  }

  /// Takes over what there is. To be called again and again, by one thread at a time.
  ///
  /// @return when to call again
  public Instant tick() {
    Instant now = clock.instant();
    try {
      synchronized (state) {
        if (!now.isBefore(whole)) {
          takeover.fromTheStart();
          whole = now.plus(WHOLE);
        }
      }
      while (takeover.some()) {
        if (Thread.currentThread().isInterrupted()) {
          return now;
        }
      }
      succeeded(now);
      return clock.instant().plus(rules.pause());
    } catch (HistoryException | StoreException e) {
      return clock.instant().plus(failed(now, String.valueOf(e.getMessage())));
    }
  }

  /// Takes over what was committed before; for whoever wants to read it now.
  ///
  /// @throws HistoryException when the database does not take it
  /// @throws StoreException when the store does not answer
  public void catchUp() {
    while (takeover.some()) {
      // once more
    }
  }

  /// Why entries wait; empty when they do not.
  public Optional<String> complaint() {
    synchronized (state) {
      return Optional.ofNullable(trouble).map(Trouble::reason);
    }
  }

  private void succeeded(Instant now) {
    synchronized (state) {
      Trouble over = trouble;
      trouble = null;
      if (over != null) {
        events.emit(new HistoryEvent.Resumed(Duration.between(over.since(), now)));
      }
    }
  }

  private Duration failed(Instant now, String reason) {
    synchronized (state) {
      Trouble before = trouble;
      Trouble after =
          before == null ? new Trouble(now, reason, rules.pause()) : before.again(reason);
      trouble = after;
      if (before == null) {
        events.emit(new HistoryEvent.Delayed(reason));
      }
      return after.pause();
    }
  }
}
