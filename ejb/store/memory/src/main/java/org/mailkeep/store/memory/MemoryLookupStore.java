package org.mailkeep.store.memory;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Rate;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreException;

/// Look-ups of one node, bounded; all is forgotten with the process.
public final class MemoryLookupStore implements LookupStore {
  /// The most entries unless told otherwise.
  public static final int ENTRIES = 1_000_000;

  private static final long PURGE_PAUSE = 1_000;

  private final ConcurrentHashMap<Place, Fact> facts = new ConcurrentHashMap<>();
  private final AtomicLong tokens = new AtomicLong();
  private final AtomicLong nextPurge = new AtomicLong();
  private final InstantSource clock;
  private final int most;

  /// @param most entries; when so many live ones are held, further keys are refused as unavailable
  public MemoryLookupStore(InstantSource clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    Fact fact = live(place(Kind.VALUE, key));
    return fact == null ? null : fact.value().clone();
  }

  @Override
  public void set(byte[] key, byte[] value, Duration timeToLive) {
    makeRoom();
    facts.put(place(Kind.VALUE, key), new Fact(value.clone(), 0, until(timeToLive)));
  }

  @Override
  public void delete(byte[] key) {
    facts.remove(place(Kind.VALUE, key));
  }

  @Override
  public long counter(byte[] key) {
    Fact fact = live(place(Kind.COUNTER, key));
    return fact == null ? 0 : fact.number();
  }

  @Override
  public long count(byte[] key, long delta, Duration timeToLive) {
    return add(place(Kind.COUNTER, key), delta, timeToLive, Long.MAX_VALUE).number();
  }

  @Override
  public Optional<Duration> admit(byte[] key, Rate rate) {
    // One more than the limit stands for all that were refused.
    Fact fact = add(place(Kind.RATE, key), 1, rate.period(), rate.events() + 1L);
    return fact.number() <= rate.events()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(fact.expiry() - clock.millis()));
  }

  @Override
  public Optional<Lock> lock(byte[] key, Duration timeToLive) {
    makeRoom();
    long token = tokens.incrementAndGet();
    Fact mine = new Fact(new byte[0], token, until(timeToLive));
    Fact holder =
        facts.compute(place(Kind.LOCK, key), (_, now) -> now == null || expired(now) ? mine : now);
    return holder.number() == token ? Optional.of(new Lock(key, token)) : Optional.empty();
  }

  @Override
  public void unlock(Lock lock) {
    facts.computeIfPresent(
        place(Kind.LOCK, lock.key()), (_, now) -> now.number() == lock.token() ? null : now);
  }

  @Override
  public long purge() {
    long purged = 0;
    for (var entry : facts.entrySet()) {
      if (expired(entry.getValue()) && facts.remove(entry.getKey(), entry.getValue())) {
        purged++;
      }
    }
    return purged;
  }

  private enum Kind {
    VALUE,
    COUNTER,
    RATE,
    LOCK
  }

  private record Place(Kind kind, ByteBuffer key) {}

  private record Fact(byte[] value, long number, long expiry) {}

  private Fact add(Place place, long delta, Duration timeToLive, long limit) {
    makeRoom();
    return facts.compute(
        place,
        (_, now) ->
            now == null || expired(now)
                ? new Fact(new byte[0], Math.min(delta, limit), until(timeToLive))
                : new Fact(now.value(), Math.min(now.number() + delta, limit), now.expiry()));
  }

  private @Nullable Fact live(Place place) {
    Fact fact = facts.get(place);
    return fact == null || expired(fact) ? null : fact;
  }

  private boolean expired(Fact fact) {
    return fact.expiry() <= clock.millis();
  }

  private long until(Duration timeToLive) {
    return clock.millis() + timeToLive.toMillis();
  }

  private void makeRoom() {
    if (facts.size() < most) {
      return;
    }
    long now = clock.millis();
    long due = nextPurge.get();
    if (now >= due && nextPurge.compareAndSet(due, now + PURGE_PAUSE)) {
      purge();
    }
    if (facts.size() >= most) {
      throw new StoreException.Unavailable("the lookup store holds " + most + " entries");
    }
  }

  private static Place place(Kind kind, byte[] key) {
    if (key.length > MAX_KEY) {
      throw new IllegalArgumentException("key of " + key.length + " octets");
    }
    return new Place(kind, ByteBuffer.wrap(key.clone()));
  }
}
