package org.mailkeep.directory.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.DomainName;

/// A domain whose mail is kept here.
///
/// @param description for people; may be empty
/// @param created when it was made
/// @param addresses how many addresses and catch-alls it has
/// @param aliasOf the domain whose addresses are also those of this one; null when it has its own
public record Domain(
    DomainName name,
    String description,
    Instant created,
    long addresses,
    @Nullable DomainName aliasOf) {
  /// A domain with addresses of its own.
  public Domain(DomainName name, String description, Instant created, long addresses) {
    this(name, description, created, addresses, null);
  }
}
