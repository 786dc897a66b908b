package org.mailkeep.directory.internal;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.PrincipalEdit;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;

/// Units of work on accounts. An account's names change only together with its record, so the
/// record's condition guards those it has; a name that it gains must be nobody's.
final class PrincipalChanges {
  private static final Subspace DIRECTORY = Subspace.DIRECTORY;

  private final InstantSource clock;

  PrincipalChanges(InstantSource clock) {
    this.clock = clock;
  }

  DataStore.Work<Change<Principal>> create(PrincipalDraft draft) {
    return (reader, batch) -> {
      byte[] counter = reader.get(DIRECTORY, DirectoryKeys.nextId());
      long next = counter == null ? 1 : Keys.u64(counter, 0);
      var principal =
          new StoredPrincipal(
              new AccountId(next), draft, clock.instant().truncatedTo(ChronoUnit.MILLIS));
      var difference = new Difference(reader, batch, null, principal);
      var problem = difference.problem();
      if (problem.isPresent()) {
        return problem.get();
      }
      batch
          .require(DIRECTORY, DirectoryKeys.nextId(), counter)
          .put(DIRECTORY, DirectoryKeys.nextId(), Keys.of(next + 1).bytes())
          .add(DIRECTORY, DirectoryKeys.PRINCIPALS, 1);
      return difference.apply();
    };
  }

  /// Makes an account only when there has never been one.
  DataStore.Work<Optional<Change<Principal>>> createFirst(PrincipalDraft draft) {
    return (reader, batch) ->
        reader.get(DIRECTORY, DirectoryKeys.nextId()) != null
            ? Optional.empty()
            : Optional.of(create(draft).run(reader, batch));
  }

  DataStore.Work<Change<Principal>> update(AccountId id, PrincipalEdit edit) {
    return (reader, batch) -> {
      byte[] record = reader.get(DIRECTORY, DirectoryKeys.principal(id));
      if (record == null) {
        return new Change.Unknown<>();
      }
      var before = StoredPrincipal.decode(id, record);
      PrincipalDraft draft = edit.apply(before.draft());
      if (draft.equals(before.draft())) {
        return new Change.Done<>(before.principal());
      }
      batch.require(DIRECTORY, DirectoryKeys.principal(id), record);
      var after = new StoredPrincipal(id, draft, before.created());
      var difference = new Difference(reader, batch, before, after);
      return difference.problem().orElseGet(difference::apply);
    };
  }

  DataStore.Work<Change<Principal>> delete(AccountId id) {
    return (reader, batch) -> {
      byte[] record = reader.get(DIRECTORY, DirectoryKeys.principal(id));
      if (record == null) {
        return new Change.Unknown<>();
      }
      var before = StoredPrincipal.decode(id, record);
      batch
          .require(DIRECTORY, DirectoryKeys.principal(id), record)
          .delete(DIRECTORY, DirectoryKeys.principal(id))
          .put(DIRECTORY, DirectoryKeys.departed(id), new byte[0])
          .add(DIRECTORY, DirectoryKeys.PRINCIPALS, -1);
      new Difference(reader, batch, before, null).apply();
      return new Change.Done<>(before.principal());
    };
  }

  /// What differs between two versions of an account, of which one may not be there.
  private record Difference(
      Reader reader,
      Batch batch,
      @Nullable StoredPrincipal before,
      @Nullable StoredPrincipal after) {

    /// Why it cannot be.
    Optional<Change<Principal>> problem() {
      var names = names(after).entrySet();
      for (Map.Entry<String, NameEntry> name : names) {
        if (names(before).containsKey(name.getKey())) {
          continue;
        }
        Optional<DomainName> domain = domain(name.getKey());
        if (domain.isPresent() && !hosted(domain.get())) {
          return Optional.of(new Change.NoSuchDomain<>(domain.get()));
        }
        if (reader.get(DIRECTORY, DirectoryKeys.name(name.getKey())) != null) {
          return Optional.of(new Change.Taken<>(name.getKey()));
        }
      }
      return Optional.empty();
    }

    /// Adds all of it to the batch; there must be no problem.
    Change<Principal> apply() {
      var all = new HashSet<>(names(before).keySet());
      all.addAll(names(after).keySet());
      all.forEach(name -> name(name, names(before).get(name), names(after).get(name)));
      if (before != null) {
        batch.delete(DIRECTORY, DirectoryKeys.login(before.draft().login()));
      }
      if (after == null) {
        return new Change.Unknown<>();
      }
      var entry = new LoginEntry(after.id(), after.draft().name());
      batch
          .put(DIRECTORY, DirectoryKeys.login(after.draft().login()), entry.encode())
          .put(DIRECTORY, DirectoryKeys.principal(after.id()), after.encode());
      return new Change.Done<>(after.principal());
    }

    private void name(String name, @Nullable NameEntry was, @Nullable NameEntry is) {
      byte[] key = DirectoryKeys.name(name);
      if (was == null) {
        batch.require(DIRECTORY, key, null);
        count(name, 1);
      }
      if (is == null) {
        batch.delete(DIRECTORY, key);
        count(name, -1);
      } else if (!is.equals(was)) {
        batch.put(DIRECTORY, key, is.encode());
      }
    }

    private void count(String name, int more) {
      domain(name).ifPresent(domain -> batch.add(DIRECTORY, DirectoryKeys.names(domain), more));
    }

    private boolean hosted(DomainName domain) {
      byte[] record = reader.get(DIRECTORY, DirectoryKeys.domain(domain));
      batch.require(DIRECTORY, DirectoryKeys.domain(domain), record);
      return record != null;
    }

    /// The domain of an address or a catch-all; a bare login name has none.
    private static Optional<DomainName> domain(String name) {
      int at = name.lastIndexOf('@');
      return at < 0 ? Optional.empty() : DomainName.parse(name.substring(at + 1));
    }

    private static Map<String, NameEntry> names(@Nullable StoredPrincipal principal) {
      return principal == null ? Map.of() : principal.names();
    }
  }
}
