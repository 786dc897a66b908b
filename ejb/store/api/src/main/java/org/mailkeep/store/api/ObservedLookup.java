package org.mailkeep.store.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Progress;
import org.mailkeep.kernel.Rate;
import org.mailkeep.store.api.spi.LookupBackend;
import org.mailkeep.store.api.spi.LookupFact;
import org.mailkeep.telemetry.Events;

/// A lookup store whose failures, and what takes too long, are told of; a [StoreWatch] hears each.
public final class ObservedLookup implements LookupBackend {
  private final LookupBackend lookups;
  private final Observer observer;

  /// @param watch hears of failures
  /// @param slow what takes longer is told of
  public ObservedLookup(LookupBackend lookups, StoreWatch watch, Events events, Duration slow) {
    this.lookups = lookups;
    this.observer = new Observer(watch, events, slow);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return observer.read("get", () -> new Value(lookups.get(key))).octets();
  }

  @Override
  public void set(byte[] key, byte[] value, Duration timeToLive) {
    observer.change("set", () -> lookups.set(key, value, timeToLive));
  }

  @Override
  public void delete(byte[] key) {
    observer.change("delete", () -> lookups.delete(key));
  }

  @Override
  public long counter(byte[] key) {
    return observer.read("get", () -> lookups.counter(key));
  }

  @Override
  public long count(byte[] key, long delta, Duration timeToLive) {
    return observer.write("count", () -> lookups.count(key, delta, timeToLive));
  }

  @Override
  public Optional<Duration> admit(byte[] key, Rate rate) {
    return observer.write("count", () -> lookups.admit(key, rate));
  }

  @Override
  public Optional<Lock> lock(byte[] key, Duration timeToLive) {
    return observer.write("lock", () -> lookups.lock(key, timeToLive));
  }

  @Override
  public boolean renew(Lock lock, Duration timeToLive) {
    return observer.write("lock", () -> lookups.renew(lock, timeToLive));
  }

  @Override
  public void unlock(Lock lock) {
    observer.change("unlock", () -> lookups.unlock(lock));
  }

  @Override
  public long purge(Progress progress) {
    return observer.write("purge", () -> lookups.purge(progress));
  }

  @Override
  public void forEach(Consumer<List<LookupFact>> page) {
    observer.change("scan", () -> lookups.forEach(page));
  }

  @Override
  public List<@Nullable LookupFact> facts(List<LookupFact.Place> places) {
    return observer.read("get", () -> lookups.facts(places));
  }

  @Override
  public void put(List<LookupFact> facts) {
    observer.change("set", () -> lookups.put(facts));
  }

  @Override
  public void remove(List<LookupFact.Place> places) {
    observer.change("delete", () -> lookups.remove(places));
  }

  private record Value(byte @Nullable [] octets) {}
}
