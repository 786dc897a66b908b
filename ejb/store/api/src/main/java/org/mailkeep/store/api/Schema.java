package org.mailkeep.store.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Release;

/// The form in which records are stored. It stands in the store, so that a server never reads what
/// it does not understand; what an older server wrote is brought up to date before it is read.
///
/// @param steps from each form to the next, the first one from form 1
public record Schema(List<SchemaStep> steps) {
  /// The form before all steps.
  public static final int FIRST = 1;

  private static final System.Logger LOG = System.getLogger(Schema.class.getName());
  private static final byte[] KEY = "schema".getBytes(StandardCharsets.US_ASCII);

  public Schema {
    steps = List.copyOf(steps);
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).to() != FIRST + i + 1) {
        throw new IllegalArgumentException("step " + (i + 1) + " leads to " + steps.get(i).to());
      }
    }
  }

  /// How a store was found.
  ///
  /// @param from its form before; of a new store, the one that it has now
  /// @param to its form now
  public record Opened(int from, int to) {}

  /// The form that this server writes.
  public int version() {
    return FIRST + steps.size();
  }

  /// Marks a new store with this server's form, or brings an older one up to date. Each step is
  /// recorded when it is done; one that was cut short is begun again.
  ///
  /// @param name of the store, for the log
  /// @throws StoreException.Unavailable when a newer server has written the store
  public Opened open(DataStore store, String name, InstantSource clock) {
    int found = form(store, version());
    if (found > version()) {
      throw newer(name, found);
    }
    for (SchemaStep step : steps.subList(found - FIRST, steps.size())) {
      run(store, name, step, clock);
    }
    return new Opened(found, version());
  }

  /// The form of a store; nothing when it was never opened by a server.
  public static Optional<Integer> of(Reader store) {
    return Optional.ofNullable(store.get(Subspace.STORE, KEY)).map(form -> Keys.u32(form, 0));
  }

  private static int form(DataStore store, int fresh) {
    return store.write((reader, batch) -> {
      byte[] stored = reader.get(Subspace.STORE, KEY);
      if (stored != null) {
        return Keys.u32(stored, 0);
      }
      batch.require(Subspace.STORE, KEY, null).put(Subspace.STORE, KEY, octets(fresh));
      return fresh;
    });
  }

  private static void run(DataStore store, String name, SchemaStep step, InstantSource clock) {
    String what = "store " + name + ": form " + step.to() + ": " + step.words();
    LOG.log(System.Logger.Level.INFO, what);
    long begin = System.nanoTime();
    step.work().run(store, done -> LOG.log(System.Logger.Level.INFO, what + ": " + done));
    byte[] before = octets(step.to() - 1);
    byte[] record = Keys.of(clock.millis()).text(Release.version()).bytes();
    var batch =
        new Batch()
            .require(Subspace.STORE, KEY, before)
            .put(Subspace.STORE, KEY, octets(step.to()))
            .put(Subspace.STORE, recordKey(step.to()), record);
    if (store.commit(batch) instanceof Commit.Conflict && form(store, 0) < step.to()) {
      throw new StoreException.Unavailable(what + ": another server changes it back");
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    LOG.log(System.Logger.Level.INFO, what + ": done in " + took.toMillis() + " ms");
  }

  /// When a store got a form by an upgrade, in milliseconds since 1970; null when it did not.
  public static @Nullable Long upgraded(Reader store, int form) {
    byte[] record = store.get(Subspace.STORE, recordKey(form));
    return record == null ? null : Keys.u64(record, 0);
  }

  private StoreException newer(String name, int found) {
    return new StoreException.Unavailable(
        "store "
            + name
            + ": it has form "
            + found
            + " of a newer server; this one ("
            + Release.version()
            + ") knows form "
            + version()
            + " and must not open it. Start the newer server, or import an archive made by it");
  }

  private static byte[] recordKey(int form) {
    return Keys.of().text("upgrade").u32(form).bytes();
  }

  private static byte[] octets(int form) {
    return Keys.of().u32(form).bytes();
  }
}
