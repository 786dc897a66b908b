package org.mailkeep.store.api.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.StoreException;

/// Batches that one transaction writes, each checked against what is stored and those before it.
public final class ResolvedGroup {
  private final Overlay overlay;
  private final List<Runnable> answers = new ArrayList<>();

  private ResolvedGroup(Overlay overlay) {
    this.overlay = overlay;
  }

  /// The keys whose values decide what batches come to, in order.
  public static SortedSet<Slot> needs(List<Waiter> waiters) {
    SortedSet<Slot> needs = new TreeSet<>();
    for (Waiter waiter : waiters) {
      for (Mutation mutation : waiter.batch().mutations()) {
        switch (mutation) {
          case Mutation.Require(var space, var key, _) -> needs.add(new Slot(space, key));
          case Mutation.Add(var space, var key, _) -> needs.add(new Slot(space, key));
          case Mutation.Put _, Mutation.Delete _, Mutation.DeleteRange _ -> {}
        }
      }
    }
    return needs;
  }

  /// Checks them.
  ///
  /// @param stored what each of [#needs] holds
  public static ResolvedGroup of(List<Waiter> waiters, Overlay.Below stored) {
    var group = new ResolvedGroup(new Overlay(stored));
    waiters.forEach(waiter -> group.answers.add(group.resolve(waiter)));
    return group;
  }

  /// What is to be written.
  public Overlay overlay() {
    return overlay;
  }

  /// Whether nothing is.
  public boolean isEmpty() {
    return overlay.changes().isEmpty() && overlay.deletedRanges().isEmpty();
  }

  /// Tells each waiter what became of its batch, once all is written.
  public void answer() {
    answers.forEach(Runnable::run);
  }

  /// What is told of a batch that met others' transactions each time it was tried: its first
  /// condition stands for whichever it was. Nothing when it does nothing.
  public static Optional<Commit> contended(Waiter waiter) {
    List<Mutation> mutations = waiter.batch().mutations();
    for (Mutation mutation : mutations) {
      if (mutation instanceof Mutation.Require(var space, var key, _)) {
        return Optional.of(new Commit.Conflict(space, key));
      }
    }
    return mutations.stream()
        .findFirst()
        .map(first -> new Commit.Conflict(first.space(), key(first)));
  }

  private static byte[] key(Mutation mutation) {
    return switch (mutation) {
      case Mutation.Require(_, var required, _) -> required;
      case Mutation.Put(_, var put, _) -> put;
      case Mutation.Delete(_, var deleted) -> deleted;
      case Mutation.DeleteRange(_, var range) -> range.from();
      case Mutation.Add(_, var counter, _) -> counter;
    };
  }

  private Runnable resolve(Waiter waiter) {
    try {
      return switch (Resolution.of(waiter.batch(), overlay)) {
        case Resolution.Conflicts(var conflict) -> () -> waiter.end(conflict);
        case Resolution.Applies(var mutations) -> {
          mutations.forEach(overlay::apply);
          yield () -> waiter.end(new Commit.Committed());
        }
      };
    } catch (StoreException e) {
      return () -> waiter.fail(e);
    }
  }
}
