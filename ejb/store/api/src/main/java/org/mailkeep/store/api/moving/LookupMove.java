package org.mailkeep.store.api.moving;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.spi.LookupBackend;
import org.mailkeep.store.api.spi.LookupFact;

/// Moves look-ups into a store of any kind while they are used: expiries, what counters and rates
/// stand at, and locks with their tokens. Before the switch the old store serves, whatever ends the
/// move. What the new one held that the old one does not goes. For one thread.
///
/// Only changes of this server are seen: no other one may use the old store.
public final class LookupMove {
  private static final int ROUNDS = 20;

  private final MovableLookup movable;
  private final LookupBackend from;
  private final LookupBackend to;
  private final MoveRules rules;
  private final InstantSource clock;
  private final Progress progress;
  private long written;

  /// Nanoseconds that copying and verifying all took while changes went on.
  private long tookWhole;

  /// How it went.
  ///
  /// @param source look-ups in the old store
  /// @param target those that the new one holds too
  /// @param sourceHash SHA-256 over the one
  /// @param targetHash and over the other
  /// @param written look-ups that were copied
  /// @param pause how long changes waited
  public record Done(
      long source,
      long target,
      byte[] sourceHash,
      byte[] targetHash,
      long written,
      Duration pause,
      int attempts) {
    /// Whether both held the same, but for what was changing.
    public boolean same() {
      return source == target && MessageDigest.isEqual(sourceHash, targetHash);
    }
  }

  public LookupMove(
      MovableLookup movable,
      LookupBackend to,
      MoveRules rules,
      InstantSource clock,
      Progress progress) {
    this.movable = movable;
    this.from = movable.now();
    this.to = to;
    this.rules = rules;
    this.clock = clock;
    this.progress = progress;
  }

  /// Does it.
  ///
  /// @param action done between the last change of the old store and the first of the new one
  /// @throws StoreException when a store fails, or the pause was too short each time
  public Done run(Move.Switch action) throws InterruptedException {
    LookupChanges changes = movable.track(rules.remembered());
    try {
      progress.begin("copying look-ups", Progress.UNKNOWN, "look-ups");
      long begin = System.nanoTime();
      copy();
      catchUp(changes);
      Sum sum = verify(changes);
      tookWhole = System.nanoTime() - begin;
      return finish(changes, sum, action);
    } finally {
      movable.untrack();
    }
  }

  private void copy() {
    from.forEach(page -> {
      to.put(page);
      written += page.size();
      progress.advance(page.size());
      progress.check();
    });
    to.forEach(page -> {
      List<LookupFact.Place> places = page.stream().map(LookupFact::place).toList();
      List<@Nullable LookupFact> here = from.facts(places);
      List<LookupFact.Place> gone = new ArrayList<>();
      for (int i = 0; i < places.size(); i++) {
        if (here.get(i) == null) {
          gone.add(places.get(i));
        }
      }
      to.remove(gone);
      progress.check();
    });
  }

  private void catchUp(LookupChanges changes) {
    for (int round = 0; round < ROUNDS && changes.size() > rules.few(); round++) {
      bring(changes.take());
    }
  }

  private void bring(LookupChanges.Taken taken) {
    if (taken.all()) {
      copy();
    }
    pages(taken.places()).forEach(this::bring);
  }

  private void bring(List<LookupFact.Place> places) {
    List<@Nullable LookupFact> facts = from.facts(places);
    List<LookupFact> held = new ArrayList<>();
    List<LookupFact.Place> gone = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      LookupFact fact = facts.get(i);
      if (fact == null) {
        gone.add(places.get(i));
      } else {
        held.add(fact);
      }
    }
    to.put(held);
    to.remove(gone);
    written += held.size();
    progress.check();
  }

  /// Counts and hashes both sides; what is found to change meanwhile is brought again and looked at
  /// in the pause.
  private Sum verify(LookupChanges changes) {
    progress.begin("verifying look-ups", Progress.UNKNOWN, "look-ups");
    var sum = new Sum();
    from.forEach(page -> {
      List<LookupFact.Place> places = page.stream().map(LookupFact::place).toList();
      List<@Nullable LookupFact> there = to.facts(places);
      for (int i = 0; i < places.size(); i++) {
        LookupFact here = page.get(i);
        if (same(here, there.get(i))) {
          sum.add(here, there.get(i));
        } else {
          sum.unsettled.add(places.get(i));
        }
      }
      progress.advance(page.size());
      progress.check();
      if (changes.size() > rules.few()) {
        bring(changes.take());
      }
    });
    return sum;
  }

  /// A free lock is nothing where tokens are remembered otherwise; what has expired is nothing.
  private boolean same(LookupFact here, @Nullable LookupFact there) {
    return there == null ? here.expiry() <= clock.millis() : here.same(there);
  }

  private Done finish(LookupChanges changes, Sum sum, Move.Switch action)
      throws InterruptedException {
    for (int attempt = 1; attempt <= rules.attempts(); attempt++) {
      catchUp(changes);
      progress.begin("switching look-ups", Progress.UNKNOWN, "look-ups");
      long begin = System.nanoTime();
      try {
        Optional<Sum> settled =
            movable.stop(rules.pause()) ? complete(changes, sum, begin) : Optional.empty();
        if (settled.isPresent()) {
          action.run();
          movable.become(to);
          Duration pause = Duration.ofNanos(System.nanoTime() - begin);
          return settled.get().done(written, pause, attempt);
        }
      } finally {
        movable.goOn();
      }
    }
    throw new StoreException.Unavailable(
        "the last look-ups took longer than "
            + rules.pause().toMillis()
            + " ms in each of "
            + rules.attempts()
            + " attempts; nothing was switched");
  }

  private Optional<Sum> complete(LookupChanges changes, Sum sum, long begin) {
    LookupChanges.Taken last = changes.take();
    Sum settled = sum;
    if (last.all()) {
      if (tookWhole > rules.pause().toNanos() / 2) {
        changes.add(last);
        return Optional.empty();
      }
      // They change faster than they are caught up with, and are few enough to be done again now.
      copy();
      settled = verify(changes);
    }
    Set<LookupFact.Place> places = new LinkedHashSet<>(last.places());
    places.addAll(settled.unsettled);
    for (List<LookupFact.Place> page : pages(places)) {
      if (isOver(begin)) {
        changes.add(last);
        return Optional.empty();
      }
      bring(page);
      check(page, settled);
    }
    return isOver(begin) ? Optional.empty() : Optional.of(settled);
  }

  private boolean isOver(long begin) {
    return System.nanoTime() - begin > rules.pause().toNanos();
  }

  private void check(List<LookupFact.Place> places, Sum sum) {
    List<@Nullable LookupFact> here = from.facts(places);
    List<@Nullable LookupFact> there = to.facts(places);
    for (int i = 0; i < places.size(); i++) {
      LookupFact fact = here.get(i);
      if (fact != null && !same(fact, there.get(i))) {
        throw new StoreException.Corrupt("a look-up is not what was written in the new store");
      }
      if (fact != null && sum.unsettled.remove(places.get(i))) {
        sum.add(fact, there.get(i));
      }
    }
  }

  private static List<List<LookupFact.Place>> pages(Set<LookupFact.Place> places) {
    List<LookupFact.Place> all = List.copyOf(places);
    List<List<LookupFact.Place>> pages = new ArrayList<>();
    for (int from = 0; from < all.size(); from += LookupBackend.PAGE) {
      pages.add(all.subList(from, Math.min(all.size(), from + LookupBackend.PAGE)));
    }
    return pages;
  }

  /// What was read on both sides.
  private static final class Sum {
    private final MessageDigest here = ArchiveWriter.sha256();
    private final MessageDigest there = ArchiveWriter.sha256();
    private final Set<LookupFact.Place> unsettled = new LinkedHashSet<>();
    private long source;
    private long target;

    void add(LookupFact one, @Nullable LookupFact other) {
      if (other == null) {
        return;
      }
      source++;
      target++;
      update(here, one);
      update(there, other);
    }

    private static void update(MessageDigest hash, LookupFact fact) {
      hash.update(fact.place().kind().name().getBytes(StandardCharsets.US_ASCII));
      hash.update(fact.place().octets());
      hash.update(fact.value());
      hash.update(ByteBuffer.allocate(Long.BYTES).putLong(fact.number()).array());
    }

    Done done(long written, Duration pause, int attempts) {
      return new Done(source, target, here.digest(), there.digest(), written, pause, attempts);
    }
  }
}
