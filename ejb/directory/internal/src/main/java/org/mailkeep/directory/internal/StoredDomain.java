package org.mailkeep.directory.internal;

import java.time.Instant;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// What is stored of a hosted domain.
record StoredDomain(String description, Instant created) {
  byte[] encode() {
    return new RecordWriter().text(1, description).number(2, created.toEpochMilli()).bytes();
  }

  static StoredDomain decode(byte[] record) {
    var in = new RecordReader(record);
    String description = "";
    Instant created = Instant.EPOCH;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> description = in.text();
        case 2 -> created = Instant.ofEpochMilli(in.number());
        default -> {} // a later version's
      }
    }
    return new StoredDomain(description, created);
  }

  Domain domain(DomainName name, long addresses) {
    return new Domain(name, description, created, addresses);
  }
}
