package org.mailkeep.store.api.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.StoreException;

/// What a batch comes to, given what is stored.
public sealed interface Resolution {
  /// Its conditions hold.
  ///
  /// @param mutations puts and deletions only, in order: conditions are gone, sums are puts
  record Applies(List<Mutation> mutations) implements Resolution {}

  /// A condition of it does not hold.
  record Conflicts(Commit.Conflict conflict) implements Resolution {}

  /// Checks a batch and adds up its counters. Changes nothing.
  ///
  /// @param stored what holds before the batch
  /// @throws StoreException.Corrupt when it adds to what is no counter
  static Resolution of(Batch batch, Overlay stored) {
    boolean plain = true;
    for (Mutation mutation : batch.mutations()) {
      if (mutation instanceof Mutation.Require(var space, var key, var expected)) {
        plain = false;
        if (!Arrays.equals(stored.get(space, key), expected)) {
          return new Conflicts(new Commit.Conflict(space, key));
        }
      }
      plain &= !(mutation instanceof Mutation.Add);
    }
    return new Applies(plain ? batch.mutations() : withSums(batch, stored));
  }

  private static List<Mutation> withSums(Batch batch, Overlay stored) {
    var own = new Overlay(stored::get);
    List<Mutation> resolved = new ArrayList<>(batch.mutations().size());
    for (Mutation mutation : batch.mutations()) {
      if (mutation instanceof Mutation.Require) {
        continue;
      }
      Mutation plain = mutation instanceof Mutation.Add add ? sum(own, add) : mutation;
      own.apply(plain);
      resolved.add(plain);
    }
    return resolved;
  }

  private static Mutation.Put sum(Overlay seen, Mutation.Add add) {
    byte[] counter = seen.get(add.space(), add.key());
    if (counter != null && counter.length != Long.BYTES) {
      throw new StoreException.Corrupt(
          "a counter of " + counter.length + " octets in " + add.space());
    }
    long sum = add.delta() + (counter == null ? 0 : Keys.u64(counter, 0));
    return new Mutation.Put(add.space(), add.key(), Keys.of(sum).bytes());
  }
}
