package org.mailkeep.dns;

import java.time.Duration;
import java.util.List;
import org.mailkeep.kernel.DomainName;

/// What the domain name system says.
///
/// @param <T> the data of a record
public sealed interface Answer<T> {
  /// There are records.
  ///
  /// @param values at least one
  /// @param authentic whether DNSSEC proves them: by our own validation, or else because the name
  ///   server says so (RFC 4035 §3.2.3), which is worth as much as the way to that server
  /// @param ttl how long they are good
  /// @param aliases what the name that was asked for is an alias of, the last one last; none unless
  ///   the resolver is to tell
  record Records<T>(List<T> values, boolean authentic, Duration ttl, List<DomainName> aliases)
      implements Answer<T> {
    /// Records of the name itself.
    public Records(List<T> values, boolean authentic, Duration ttl) {
      this(values, authentic, ttl, List.of());
    }

    public Records {
      values = List.copyOf(values);
      aliases = List.copyOf(aliases);
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

  /// No name server gave a usable answer, or the one that came contradicts DNSSEC (RFC 4035 §5.5);
  /// trying again later may help.
  ///
  /// @param reason for the log
  record Temporary<T>(String reason) implements Answer<T> {}

  /// The records, or none.
  default List<T> values() {
    return switch (this) {
      case Records<T>(var found, _, _, _) -> found;
      case NxDomain<T> _, NoData<T> _, Temporary<T> _ -> List.of();
    };
  }
}
