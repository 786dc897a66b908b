package org.mailkeep.credentials;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/// Which codes of authenticator apps have been used, so that whoever sees one cannot use it again
/// (RFC 6238 §5.2). Safe for many threads.
@FunctionalInterface
public interface UsedCodes {
  /// Uses a code up.
  ///
  /// @param name which code of whom; says nothing about either
  /// @param keep how long it must be remembered
  /// @return whether it had not been used
  boolean use(String name, Duration keep);

  /// Remembers them in this process alone.
  static UsedCodes ofThisProcess(InstantSource clock) {
    var used = new ConcurrentHashMap<String, Instant>();
    return (name, keep) -> {
      Instant now = clock.instant();
      used.values().removeIf(until -> !now.isBefore(until));
      return used.putIfAbsent(name, now.plus(keep)) == null;
    };
  }
}
