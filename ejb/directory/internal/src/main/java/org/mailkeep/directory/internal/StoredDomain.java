package org.mailkeep.directory.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.StoreException;

/// What is stored of a hosted domain.
///
/// @param aliasOf the domain whose addresses are those of this one, too; null when it has its own
record StoredDomain(String description, Instant created, @Nullable DomainName aliasOf) {
  /// A domain with its own addresses.
  StoredDomain(String description, Instant created) {
    this(description, created, null);
  }

  /// The same with another description.
  StoredDomain withDescription(String value) {
    return new StoredDomain(value, created, aliasOf);
  }

  /// The same as an alias of another, or of none.
  StoredDomain withAliasOf(@Nullable DomainName value) {
    return new StoredDomain(description, created, value);
  }

  byte[] encode() {
    var out = new RecordWriter().text(1, description).number(2, created.toEpochMilli());
    return (aliasOf == null ? out : out.text(3, aliasOf.ascii())).bytes();
  }

  static StoredDomain decode(byte[] record) {
    var in = new RecordReader(record);
    String description = "";
    Instant created = Instant.EPOCH;
    DomainName aliasOf = null;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> description = in.text();
        case 2 -> created = Instant.ofEpochMilli(in.number());
        case 3 -> aliasOf = domain(in.text());
        default -> {} // a later version's
      }
    }
    return new StoredDomain(description, created, aliasOf);
  }

  private static DomainName domain(String text) {
    return DomainName.parse(text)
        .orElseThrow(() -> new StoreException.Corrupt("directory: not a domain: " + text));
  }

  Domain domain(DomainName name, long addresses) {
    return new Domain(name, description, created, addresses, aliasOf);
  }
}
