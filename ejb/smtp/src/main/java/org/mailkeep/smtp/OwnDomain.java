package org.mailkeep.smtp;

import java.util.List;
import java.util.stream.Stream;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// The domain of names that come without one: the server's own when mail for it is kept here, else
/// the one above it.
///
/// @param names both, in this order
record OwnDomain(List<DomainName> names) {
  OwnDomain {
    names = List.copyOf(names);
  }

  /// That of a server.
  ///
  /// @param hostname fully qualified
  static OwnDomain of(String hostname) {
    String parent = hostname.substring(hostname.indexOf('.') + 1);
    return new OwnDomain(
        Stream.of(hostname, parent)
            .distinct()
            .flatMap(name -> DomainName.parse(name).stream())
            .toList());
  }

  /// Addresses that a name without a domain stands for: the one in this domain, or else what
  /// directories find that can be searched. No other domain is tried, however many there are.
  ///
  /// @param limit the most that come back
  Answer<List<Address>> find(Directory directory, String name, int limit) {
    Answer<List<Address>> here = here(directory, name, limit);
    return here instanceof Answer.Unknown<List<Address>> ? directory.verify(name, limit) : here;
  }

  private Answer<List<Address>> here(Directory directory, String name, int limit) {
    for (DomainName domain : names) {
      switch (directory.isLocal(domain)) {
        case Verdict.Yes() -> {
          return Address.parse(name + "@" + domain.ascii())
              .map(address -> directory.verify(address.toString(), limit))
              .orElseGet(Answer.Unknown::new);
        }
        case Verdict.No() -> {}
        case Verdict.Unavailable(var reason) -> {
          return new Answer.Unavailable<>(reason);
        }
      }
    }
    return new Answer.Unknown<>();
  }
}
