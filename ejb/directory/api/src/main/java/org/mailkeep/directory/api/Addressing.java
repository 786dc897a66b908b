package org.mailkeep.directory.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// The rules by which an address finds its account; the same for every kind of directory.
///
/// @param subAddressing whether `jane+lists@` is `jane@` when nobody is `jane+lists@` (RFC 5233 §1)
/// @param catchAll whether `@example.org` takes what nobody else does
public record Addressing(boolean subAddressing, boolean catchAll) {
  /// What separates the sub-address.
  private static final char SEPARATOR = '+';

  /// Sub-addresses and catch-alls both work.
  public static final Addressing STANDARD = new Addressing(true, true);

  /// The names to look up for an address, in order: itself, without its sub-address, the domain's
  /// catch-all. The first that a directory knows decides.
  public List<String> candidates(Address address) {
    var names = new ArrayList<String>(3);
    names.add(name(address));
    base(address).ifPresent(base -> names.add(name(base)));
    if (catchAll) {
      names.add(catchAll(address.domain()));
    }
    return names;
  }

  /// The address without its sub-address, canonical; empty when it has none or they are off.
  public Optional<Address> base(Address address) {
    Address canonical = address.canonical();
    int separator = canonical.local().indexOf(SEPARATOR);
    return subAddressing && separator > 0
        ? Optional.of(new Address(canonical.local().substring(0, separator), canonical.domain()))
        : Optional.empty();
  }

  /// The name under which a directory keeps an address: canonical, the local part unquoted.
  public static String name(Address address) {
    return address.canonical().local() + "@" + address.domain().ascii();
  }

  /// The name under which a directory keeps a domain's catch-all: `@example.org`.
  public static String catchAll(DomainName domain) {
    return "@" + domain.ascii();
  }
}
