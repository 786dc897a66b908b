package org.mailkeep.directory.internal;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;

/// Units of work on hosted domains. Whoever adds a name to a domain requires the domain and adds to
/// its counter; whoever removes the domain requires that the counter is what it read.
final class DomainChanges {
  private final InstantSource clock;

  DomainChanges(InstantSource clock) {
    this.clock = clock;
  }

  Answer<Domain> find(Reader reader, DomainName name) {
    byte[] record = reader.get(Subspace.DIRECTORY, DirectoryKeys.domain(name));
    return record == null
        ? new Answer.Unknown<>()
        : new Answer.Found<>(domain(reader, name, record));
  }

  DataStore.Work<Change<Domain>> create(DomainName name, String description) {
    var domain = new StoredDomain(description, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    byte[] key = DirectoryKeys.domain(name);
    return (reader, batch) -> {
      if (reader.get(Subspace.DIRECTORY, key) != null) {
        return new Change.Taken<>(name.ascii());
      }
      batch
          .require(Subspace.DIRECTORY, key, null)
          .put(Subspace.DIRECTORY, key, domain.encode())
          .add(Subspace.DIRECTORY, DirectoryKeys.DOMAINS, 1);
      return new Change.Done<>(domain.domain(name, 0));
    };
  }

  DataStore.Work<Change<Domain>> describe(DomainName name, String description) {
    byte[] key = DirectoryKeys.domain(name);
    return (reader, batch) -> {
      byte[] record = reader.get(Subspace.DIRECTORY, key);
      if (record == null) {
        return new Change.Unknown<>();
      }
      var domain = new StoredDomain(description, StoredDomain.decode(record).created());
      batch.require(Subspace.DIRECTORY, key, record).put(Subspace.DIRECTORY, key, domain.encode());
      return new Change.Done<>(domain(reader, name, domain.encode()));
    };
  }

  DataStore.Work<Change<Domain>> delete(DomainName name) {
    return (reader, batch) -> delete(reader, batch, name);
  }

  private static Change<Domain> delete(Reader reader, Batch batch, DomainName name) {
    byte[] key = DirectoryKeys.domain(name);
    byte[] record = reader.get(Subspace.DIRECTORY, key);
    if (record == null) {
      return new Change.Unknown<>();
    }
    byte[] counter = DirectoryKeys.names(name);
    byte[] count = reader.get(Subspace.DIRECTORY, counter);
    long addresses = count == null ? 0 : Keys.u64(count, 0);
    if (addresses != 0) {
      return new Change.InUse<>(addresses);
    }
    batch
        .require(Subspace.DIRECTORY, key, record)
        .require(Subspace.DIRECTORY, counter, count)
        .delete(Subspace.DIRECTORY, key)
        .delete(Subspace.DIRECTORY, counter)
        .add(Subspace.DIRECTORY, DirectoryKeys.DOMAINS, -1);
    return new Change.Done<>(StoredDomain.decode(record).domain(name, 0));
  }

  private static Domain domain(Reader reader, DomainName name, byte[] record) {
    long addresses = reader.counter(Subspace.DIRECTORY, DirectoryKeys.names(name));
    return StoredDomain.decode(record).domain(name, addresses);
  }
}
