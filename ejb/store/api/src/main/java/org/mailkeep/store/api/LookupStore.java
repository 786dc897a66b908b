package org.mailkeep.store.api;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Progress;
import org.mailkeep.kernel.Rate;

/// Short-lived facts: keys with expiry, counters, rates, locks. Safe for many threads, shared by
/// all nodes of a store. What it holds may be lost in a crash. Keys are at most [#MAX_KEY] octets;
/// each kind has keys of its own.
public interface LookupStore {
  /// Octets of the longest key.
  int MAX_KEY = 900;

  /// What a key holds, or null when that is nothing or has expired.
  byte @Nullable [] get(byte[] key);

  /// Sets a key, whatever it held.
  void set(byte[] key, byte[] value, Duration timeToLive);

  /// Removes a key, if it is there.
  void delete(byte[] key);

  /// What a counter stands at; zero when it is unknown or has expired.
  long counter(byte[] key);

  /// Adds to a counter.
  ///
  /// @param timeToLive from its first event on; later ones do not prolong it
  /// @return what it stands at now
  long count(byte[] key, long delta, Duration timeToLive);

  /// Asks for one more event under a rate, in windows of its period.
  ///
  /// @return empty when it may happen, and it then counts; or how long to wait
  Optional<Duration> admit(byte[] key, Rate rate);

  /// Takes a lock, if nobody holds it.
  ///
  /// @param timeToLive after which it is free again, whatever its holder does
  Optional<Lock> lock(byte[] key, Duration timeToLive);

  /// Keeps a lock for longer.
  ///
  /// @param timeToLive from now on
  /// @return false when it has run out or is another's: the holder must stop what it protects
  boolean renew(Lock lock, Duration timeToLive);

  /// Frees a lock that is still this holder's.
  void unlock(Lock lock);

  /// Deletes what has expired.
  ///
  /// @return how many
  default long purge() {
    return purge(Progress.UNWATCHED);
  }

  /// Deletes what has expired.
  ///
  /// @param progress hears of what is gone; cancelling it leaves the rest to the next time
  /// @return how many
  long purge(Progress progress);

  /// A lock that is held.
  ///
  /// @param token tells this holder from others; greater than those of all who held it before, so
  ///   that whoever is given it can turn away who comes late. It is so, too, when the clocks of
  ///   nodes differ by minutes; one whose clock is ahead may then take a lock before it runs out
  record Lock(byte[] key, long token) {}
}
