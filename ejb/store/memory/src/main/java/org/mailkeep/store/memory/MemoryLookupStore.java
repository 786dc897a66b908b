package org.mailkeep.store.memory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Progress;
import org.mailkeep.kernel.Rate;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.spi.LookupBackend;
import org.mailkeep.store.api.spi.LookupFact;
import org.mailkeep.store.api.spi.LookupFact.Kind;
import org.mailkeep.store.api.spi.LookupFact.Place;

/// Look-ups of one node, bounded; all is forgotten with the process.
public final class MemoryLookupStore implements LookupBackend {
  /// The most entries unless told otherwise.
  public static final int ENTRIES = 1_000_000;

  private static final long PURGE_PAUSE = 1_000;

  /// Tokens begin with the time, so that those after a restart are greater.
  private static final int TOKEN_BITS = 20;

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
    long token = tokens.updateAndGet(last -> Math.max(last + 1, clock.millis() << TOKEN_BITS));
    Fact mine = new Fact(new byte[0], token, until(timeToLive));
    Fact holder =
        facts.compute(place(Kind.LOCK, key), (_, now) -> now == null || expired(now) ? mine : now);
    return holder.number() == token ? Optional.of(new Lock(key, token)) : Optional.empty();
  }

  @Override
  public boolean renew(Lock lock, Duration timeToLive) {
    long until = until(timeToLive);
    Fact now =
        facts.computeIfPresent(
            place(Kind.LOCK, lock.key()),
            (_, held) ->
                held.number() == lock.token() && !expired(held)
                    ? new Fact(held.value(), held.number(), until)
                    : held);
    return now != null && now.number() == lock.token() && !expired(now);
  }

  @Override
  public void unlock(Lock lock) {
    facts.computeIfPresent(
        place(Kind.LOCK, lock.key()), (_, now) -> now.number() == lock.token() ? null : now);
  }

  @Override
  public long purge(Progress progress) {
    progress.begin("deleting look-ups that have expired", facts.size(), "look-ups");
    long purged = 0;
    for (var entry : facts.entrySet()) {
      progress.advance(1);
      progress.check();
      if (expired(entry.getValue()) && facts.remove(entry.getKey(), entry.getValue())) {
        purged++;
      }
    }
    return purged;
  }

  @Override
  public void forEach(Consumer<List<LookupFact>> page) {
    List<LookupFact> held = new ArrayList<>();
    facts.forEach((place, fact) -> {
      if (!expired(fact)) {
        held.add(told(place, fact));
      }
      if (held.size() == PAGE) {
        page.accept(List.copyOf(held));
        held.clear();
      }
    });
    page.accept(held);
  }

  @Override
  public List<@Nullable LookupFact> facts(List<Place> places) {
    List<@Nullable LookupFact> found = new ArrayList<>(places.size());
    for (Place place : places) {
      Fact fact = live(place);
      found.add(fact == null ? null : told(place, fact));
    }
    return found;
  }

  /// Of a lock that is free only its token is of use: all that come later are greater.
  @Override
  public void put(List<LookupFact> others) {
    for (LookupFact other : others) {
      var fact = new Fact(other.value().clone(), other.number(), other.expiry());
      if (other.place().kind() == Kind.LOCK) {
        tokens.accumulateAndGet(other.number(), Math::max);
      }
      if (!expired(fact)) {
        makeRoom();
        facts.put(other.place(), fact);
      } else {
        facts.remove(other.place());
      }
    }
  }

  @Override
  public void remove(List<Place> places) {
    places.forEach(facts::remove);
  }

  private static LookupFact told(Place place, Fact fact) {
    return new LookupFact(place, fact.value().clone(), fact.number(), fact.expiry());
  }

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
    return Place.of(kind, key);
  }
}
