package org.mailkeep.directory.api;

import java.util.Optional;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// What mail an account receives.
public sealed interface Claim {
  /// Mail for one address.
  ///
  /// @param address canonical
  record Exact(Address address) implements Claim {
    public Exact {
      address = address.canonical();
    }

    @Override
    public DomainName domain() {
      return address.domain();
    }

    @Override
    public String name() {
      return Addressing.name(address);
    }
  }

  /// Mail for a domain that is nobody else's.
  record CatchAll(DomainName domain) implements Claim {
    @Override
    public String name() {
      return Addressing.catchAll(domain);
    }
  }

  /// The domain that it is in.
  DomainName domain();

  /// The name under which a directory keeps it: `jane@example.org`, or `@example.org`.
  String name();

  /// Reads `jane@example.org` or `@example.org`.
  static Optional<Claim> parse(String text) {
    return text.startsWith("@")
        ? DomainName.parse(text.substring(1)).map(CatchAll::new)
        : Address.parse(text).map(Exact::new);
  }
}
