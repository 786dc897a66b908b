package org.mailkeep.dns;

import java.time.Duration;
import java.util.List;

/// What the domain name system says.
///
/// @param <T> the data of a record
public sealed interface Answer<T> {
  /// There are records.
  ///
  /// @param values at least one
  /// @param authentic whether the name server vouches for them by DNSSEC (RFC 4035 §3.2.3); worth
  ///   as much as the way to that server
  /// @param ttl how long they are good
  record Records<T>(List<T> values, boolean authentic, Duration ttl) implements Answer<T> {
    public Records {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("no records");
      }
    }
  }

  /// The name is not there (RFC 8020).
  ///
  /// @param ttl how long that is good (RFC 2308 §5)
  record NxDomain<T>(Duration ttl) implements Answer<T> {}

  /// The name is there, and has no records of this type.
  ///
  /// @param ttl how long that is good (RFC 2308 §5)
  record NoData<T>(Duration ttl) implements Answer<T> {}

  /// No name server gave a usable answer; trying again later may help.
  ///
  /// @param reason for the log
  record Temporary<T>(String reason) implements Answer<T> {}

  /// The records, or none.
  default List<T> values() {
    return switch (this) {
      case Records<T>(var found, _, _) -> found;
      case NxDomain<T> _, NoData<T> _, Temporary<T> _ -> List.of();
    };
  }
}
