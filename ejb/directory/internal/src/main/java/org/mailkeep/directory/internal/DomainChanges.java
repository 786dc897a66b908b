package org.mailkeep.directory.internal;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.outbox.Outbox;

/// Units of work on hosted domains. Whoever adds a name to a domain requires the domain and adds to
/// its counter; whoever removes the domain requires that the counter is what it read.
final class DomainChanges {
  private final InstantSource clock;
  private final Outbox outbox;

  DomainChanges(InstantSource clock, Outbox outbox) {
    this.clock = clock;
    this.outbox = outbox;
  }

  Answer<Domain> find(Reader reader, DomainName name) {
    byte[] record = reader.get(Subspace.DIRECTORY, DirectoryKeys.domain(name));
    return record == null
        ? new Answer.Unknown<>()
        : new Answer.Found<>(domain(reader, name, record));
  }

  DataStore.Work<Change<Domain>> create(
      DomainName name, String description, @Nullable DomainName aliasOf) {
    var domain =
        new StoredDomain(description, clock.instant().truncatedTo(ChronoUnit.MILLIS), aliasOf);
    byte[] key = DirectoryKeys.domain(name);
    return (reader, batch) -> {
      if (reader.get(Subspace.DIRECTORY, key) != null) {
        return new Change.Taken<>(name.ascii());
      }
      Optional<Change<Domain>> problem = lead(reader, batch, name, aliasOf);
      if (problem.isPresent()) {
        return problem.get();
      }
      batch
          .require(Subspace.DIRECTORY, key, null)
          .put(Subspace.DIRECTORY, key, domain.encode())
          .add(Subspace.DIRECTORY, DirectoryKeys.DOMAINS, 1);
      outbox.add(batch, Audited.domain(name, null, domain));
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
      StoredDomain before = StoredDomain.decode(record);
      StoredDomain after = before.withDescription(description);
      byte[] changed = after.encode();
      outbox.add(batch, Audited.domain(name, before, after));
      batch.require(Subspace.DIRECTORY, key, record).put(Subspace.DIRECTORY, key, changed);
      return new Change.Done<>(domain(reader, name, changed));
    };
  }

  /// An alias has no addresses and no aliases of its own, which the counters guard.
  DataStore.Work<Change<Domain>> alias(DomainName name, @Nullable DomainName aliasOf) {
    byte[] key = DirectoryKeys.domain(name);
    return (reader, batch) -> {
      byte[] record = reader.get(Subspace.DIRECTORY, key);
      if (record == null) {
        return new Change.Unknown<>();
      }
      StoredDomain before = StoredDomain.decode(record);
      if (Objects.equals(before.aliasOf(), aliasOf)) {
        return new Change.Done<>(domain(reader, name, record));
      }
      Optional<Change<Domain>> problem =
          (aliasOf == null ? Optional.<Change<Domain>>empty() : inUse(reader, batch, name))
              .or(() -> lead(reader, batch, name, aliasOf));
      if (problem.isPresent()) {
        return problem.get();
      }
      count(batch, before.aliasOf(), -1);
      StoredDomain after = before.withAliasOf(aliasOf);
      byte[] changed = after.encode();
      outbox.add(batch, Audited.domain(name, before, after));
      batch.require(Subspace.DIRECTORY, key, record).put(Subspace.DIRECTORY, key, changed);
      return new Change.Done<>(domain(reader, name, changed));
    };
  }

  DataStore.Work<Change<Domain>> delete(DomainName name) {
    return (reader, batch) -> delete(reader, batch, name);
  }

  private Change<Domain> delete(Reader reader, Batch batch, DomainName name) {
    byte[] key = DirectoryKeys.domain(name);
    byte[] record = reader.get(Subspace.DIRECTORY, key);
    if (record == null) {
      return new Change.Unknown<>();
    }
    Optional<Change<Domain>> use = inUse(reader, batch, name);
    if (use.isPresent()) {
      return use.get();
    }
    StoredDomain domain = StoredDomain.decode(record);
    count(batch, domain.aliasOf(), -1);
    batch
        .require(Subspace.DIRECTORY, key, record)
        .delete(Subspace.DIRECTORY, key)
        .delete(Subspace.DIRECTORY, DirectoryKeys.names(name))
        .delete(Subspace.DIRECTORY, DirectoryKeys.aliases(name))
        .add(Subspace.DIRECTORY, DirectoryKeys.DOMAINS, -1);
    outbox.add(batch, Audited.domain(name, domain, null));
    return new Change.Done<>(domain.domain(name, 0));
  }

  /// Who needs the domain's own addresses; the batch requires that it stays so.
  private static Optional<Change<Domain>> inUse(Reader reader, Batch batch, DomainName name) {
    long addresses = required(reader, batch, DirectoryKeys.names(name));
    long aliases = required(reader, batch, DirectoryKeys.aliases(name));
    if (addresses != 0) {
      return Optional.of(new Change.InUse<>(addresses));
    }
    return aliases == 0
        ? Optional.empty()
        : Optional.of(new Change.Impossible<>("other domains are aliases of it: " + aliases));
  }

  private static long required(Reader reader, Batch batch, byte[] counter) {
    byte[] count = reader.get(Subspace.DIRECTORY, counter);
    batch.require(Subspace.DIRECTORY, counter, count);
    return count == null ? 0 : Keys.u64(count, 0);
  }

  /// Counts an alias of a domain that can have one.
  ///
  /// @return why it cannot
  private static Optional<Change<Domain>> lead(
      Reader reader, Batch batch, DomainName name, @Nullable DomainName to) {
    if (to == null) {
      return Optional.empty();
    }
    if (to.equals(name)) {
      return Optional.of(new Change.Impossible<>("a domain is no alias of itself"));
    }
    byte[] record = reader.get(Subspace.DIRECTORY, DirectoryKeys.domain(to));
    if (record == null) {
      return Optional.of(new Change.NoSuchDomain<>(to));
    }
    DomainName further = StoredDomain.decode(record).aliasOf();
    if (further != null) {
      return Optional.of(new Change.Impossible<>(to + " is an alias itself, of " + further));
    }
    batch.require(Subspace.DIRECTORY, DirectoryKeys.domain(to), record);
    count(batch, to, 1);
    return Optional.empty();
  }

  private static void count(Batch batch, @Nullable DomainName to, int more) {
    if (to != null) {
      batch.add(Subspace.DIRECTORY, DirectoryKeys.aliases(to), more);
    }
  }

  private static Domain domain(Reader reader, DomainName name, byte[] record) {
    long addresses = reader.counter(Subspace.DIRECTORY, DirectoryKeys.names(name));
    return StoredDomain.decode(record).domain(name, addresses);
  }
}
