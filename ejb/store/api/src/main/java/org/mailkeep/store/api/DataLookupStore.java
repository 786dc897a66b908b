package org.mailkeep.store.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.kernel.Rate;
import org.mailkeep.store.api.spi.LookupBackend;
import org.mailkeep.store.api.spi.LookupFact;

/// Look-ups in a data store: LOOKUP(kind, key) holds `expiry(8) value`. They are written ahead, not
/// flushed: losing the last of them in a crash does no harm.
public final class DataLookupStore implements LookupBackend {
  private static final int VALUE = 1;
  private static final int COUNTER = 2;
  private static final int RATE = 3;
  private static final int LOCK = 4;
  private static final int EXPIRY = Long.BYTES;
  private static final int ATTEMPTS = 100;
  private static final int CHANCE_BITS = 20;
  private static final long TOKENS_STAY = Duration.ofDays(1).toMillis();

  private final DataStore store;
  private final Chance chance;
  private final InstantSource clock;

  /// @param chance makes the tokens of locks
  public DataLookupStore(DataStore store, Chance chance, InstantSource clock) {
    this.store = store;
    this.chance = chance;
    this.clock = clock;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    byte[] stored = live(key(VALUE, key));
    return stored == null ? null : Arrays.copyOfRange(stored, EXPIRY, stored.length);
  }

  @Override
  public void set(byte[] key, byte[] value, Duration timeToLive) {
    write(new Batch().put(Subspace.LOOKUP, key(VALUE, key), entry(timeToLive, value)));
  }

  @Override
  public void delete(byte[] key) {
    write(new Batch().delete(Subspace.LOOKUP, key(VALUE, key)));
  }

  @Override
  public long counter(byte[] key) {
    byte[] stored = live(key(COUNTER, key));
    return stored == null ? 0 : Keys.u64(stored, EXPIRY);
  }

  @Override
  public long count(byte[] key, long delta, Duration timeToLive) {
    return count(key(COUNTER, key), delta, timeToLive, Long.MAX_VALUE).value();
  }

  @Override
  public Optional<Duration> admit(byte[] key, Rate rate) {
    Counter counter = count(key(RATE, key), 1, rate.period(), rate.events());
    return counter.value() <= rate.events()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(counter.expiry() - clock.millis()));
  }

  @Override
  public Optional<Lock> lock(byte[] key, Duration timeToLive) {
    byte[] place = key(LOCK, key);
    byte[] stored = store.get(Subspace.LOOKUP, place);
    if (stored != null && !expired(stored)) {
      return Optional.empty();
    }
    long token = token(stored == null ? 0 : Keys.u64(stored, EXPIRY));
    byte[] entry = entry(timeToLive, Keys.of(token).bytes());
    var batch =
        new Batch().require(Subspace.LOOKUP, place, stored).put(Subspace.LOOKUP, place, entry);
    return store.writeAhead(batch) instanceof Commit.Committed
        ? Optional.of(new Lock(key, token))
        : Optional.empty();
  }

  @Override
  public boolean renew(Lock lock, Duration timeToLive) {
    byte[] place = key(LOCK, lock.key());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      byte[] stored = live(place);
      if (stored == null || Keys.u64(stored, EXPIRY) != lock.token()) {
        return false;
      }
      byte[] entry = entry(timeToLive, Keys.of(lock.token()).bytes());
      var batch =
          new Batch().require(Subspace.LOOKUP, place, stored).put(Subspace.LOOKUP, place, entry);
      if (store.writeAhead(batch) instanceof Commit.Committed) {
        return true;
      }
    }
    throw new StoreException.Contended("a lock, in each of " + ATTEMPTS + " attempts");
  }

  @Override
  public void unlock(Lock lock) {
    byte[] place = key(LOCK, lock.key());
    byte[] stored = store.get(Subspace.LOOKUP, place);
    if (stored != null && Keys.u64(stored, EXPIRY) == lock.token()) {
      // The token stays until a purge, so that the next is greater. A conflict says that the lock
      // has expired and is another's.
      byte[] free = Keys.of(0).u64(lock.token()).bytes();
      store.writeAhead(
          new Batch().require(Subspace.LOOKUP, place, stored).put(Subspace.LOOKUP, place, free));
    }
  }

  @Override
  public long purge(Progress progress) {
    progress.begin("deleting look-ups that have expired", Progress.UNKNOWN, "look-ups read");
    long purged = 0;
    Range rest = Range.all();
    List<Entry> page;
    do {
      page = store.scan(Subspace.LOOKUP, rest, Direction.UP, PAGE);
      for (Entry entry : page) {
        purged += isOld(entry) && delete(entry) ? 1 : 0;
      }
      progress.advance(page.size());
      progress.check();
      if (!page.isEmpty()) {
        rest = new Range(Keys.of().raw(page.getLast().key()).u8(0).bytes(), null);
      }
    } while (page.size() == PAGE);
    return purged;
  }

  @Override
  public void forEach(Consumer<List<LookupFact>> page) {
    Pages.forEach(
        store,
        Subspace.LOOKUP,
        Range.all(),
        PAGE,
        entries -> page.accept(entries.stream().flatMap(each -> fact(each).stream()).toList()));
  }

  @Override
  public List<@Nullable LookupFact> facts(List<LookupFact.Place> places) {
    List<byte[]> keys = places.stream().map(DataLookupStore::key).toList();
    List<byte @Nullable []> values = store.get(Subspace.LOOKUP, keys);
    List<@Nullable LookupFact> facts = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      byte[] value = values.get(i);
      facts.add(value == null ? null : fact(new Entry(keys.get(i), value)).orElse(null));
    }
    return facts;
  }

  @Override
  public void put(List<LookupFact> facts) {
    var batch = new Batch();
    for (LookupFact each : facts) {
      Keys entry = Keys.of(each.expiry());
      boolean value = each.place().kind() == LookupFact.Kind.VALUE;
      byte[] stored = (value ? entry.raw(each.value()) : entry.u64(each.number())).bytes();
      batch.put(Subspace.LOOKUP, key(each.place()), stored);
    }
    write(batch);
  }

  @Override
  public void remove(List<LookupFact.Place> places) {
    var batch = new Batch();
    places.forEach(each -> batch.delete(Subspace.LOOKUP, key(each)));
    write(batch);
  }

  private Optional<LookupFact> fact(Entry entry) {
    byte[] key = Arrays.copyOfRange(entry.key(), 1, entry.key().length);
    byte[] stored = entry.value();
    long expiry = Keys.u64(stored, 0);
    LookupFact fact =
        switch (entry.key()[0]) {
          case VALUE ->
              LookupFact.value(key, Arrays.copyOfRange(stored, EXPIRY, stored.length), expiry);
          case COUNTER -> number(LookupFact.Kind.COUNTER, key, stored);
          case RATE -> number(LookupFact.Kind.RATE, key, stored);
          case LOCK -> number(LookupFact.Kind.LOCK, key, stored);
          default -> throw new StoreException.Corrupt("a look-up of an unknown kind");
        };
    return fact.isOfUse(clock.millis()) ? Optional.of(fact) : Optional.empty();
  }

  private static LookupFact number(LookupFact.Kind kind, byte[] key, byte[] stored) {
    return LookupFact.number(kind, key, Keys.u64(stored, EXPIRY), Keys.u64(stored, 0));
  }

  private static byte[] key(LookupFact.Place place) {
    int kind =
        switch (place.kind()) {
          case VALUE -> VALUE;
          case COUNTER -> COUNTER;
          case RATE -> RATE;
          case LOCK -> LOCK;
        };
    return key(kind, place.octets());
  }

  /// The token of a lock stays for a day, so that a node whose clock is behind the last holder's
  /// makes a greater one nevertheless.
  private boolean isOld(Entry entry) {
    boolean lock = entry.key()[0] == LOCK;
    return expired(entry.value())
        && (!lock
            || Keys.u64(entry.value(), EXPIRY) >>> CHANCE_BITS < clock.millis() - TOKENS_STAY);
  }

  /// Greater than the one before, and than those that were forgotten.
  private long token(long before) {
    long fresh = (clock.millis() << CHANCE_BITS) | (chance.number() >>> (63 - CHANCE_BITS));
    return Math.max(before + 1, fresh);
  }

  private boolean delete(Entry entry) {
    var batch =
        new Batch()
            .require(Subspace.LOOKUP, entry.key(), entry.value())
            .delete(Subspace.LOOKUP, entry.key());
    return store.writeAhead(batch) instanceof Commit.Committed;
  }

  private record Counter(long value, long expiry) {}

  /// Adds to a counter unless it stands at a limit already; then the sum is told, not stored.
  private Counter count(byte[] place, long delta, Duration timeToLive, long limit) {
    return store.writeAhead((reader, batch) -> {
      byte[] stored = reader.get(Subspace.LOOKUP, place);
      boolean fresh = stored == null || expired(stored);
      long sum = delta + (stored == null || fresh ? 0 : Keys.u64(stored, EXPIRY));
      long expiry =
          stored == null || fresh ? clock.millis() + timeToLive.toMillis() : Keys.u64(stored, 0);
      if (sum <= limit) {
        batch
            .require(Subspace.LOOKUP, place, stored)
            .put(Subspace.LOOKUP, place, Keys.of(expiry).u64(sum).bytes());
      }
      return new Counter(sum, expiry);
    });
  }

  private byte @Nullable [] live(byte[] place) {
    byte[] stored = store.get(Subspace.LOOKUP, place);
    return stored == null || expired(stored) ? null : stored;
  }

  private boolean expired(byte[] stored) {
    return Keys.u64(stored, 0) <= clock.millis();
  }

  private byte[] entry(Duration timeToLive, byte[] value) {
    return Keys.of(clock.millis() + timeToLive.toMillis()).raw(value).bytes();
  }

  private void write(Batch batch) {
    if (store.writeAhead(batch) instanceof Commit.Conflict) {
      throw new IllegalStateException("a batch without conditions met a conflict");
    }
  }

  private static byte[] key(int kind, byte[] key) {
    if (key.length > MAX_KEY) {
      throw new IllegalArgumentException("key of " + key.length + " octets");
    }
    return Keys.of().u8(kind).raw(key).bytes();
  }
}
