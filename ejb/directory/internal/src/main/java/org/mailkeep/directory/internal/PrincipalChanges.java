package org.mailkeep.directory.internal;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Member;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.PrincipalEdit;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.outbox.Outbox;

/// Units of work on accounts. An account's names change only together with its record, so the
/// record's condition guards those it has; a name that it gains must be nobody's.
final class PrincipalChanges {
  private static final Subspace DIRECTORY = Subspace.DIRECTORY;

  private final InstantSource clock;
  private final Outbox outbox;
  private final int mostMembers;
  private final DirectoryVersion version;

  /// @param mostMembers that a group or list may have
  /// @param version is told whose sessions end
  PrincipalChanges(InstantSource clock, Outbox outbox, int mostMembers, DirectoryVersion version) {
    this.clock = clock;
    this.outbox = outbox;
    this.mostMembers = mostMembers;
    this.version = version;
  }

  DataStore.Work<Change<Principal>> create(PrincipalDraft draft) {
    return (reader, batch) -> {
      byte[] counter = reader.get(DIRECTORY, DirectoryKeys.nextId());
      long next = counter == null ? 1 : Keys.u64(counter, 0);
      var principal =
          new StoredPrincipal(
              new AccountId(next), draft, clock.instant().truncatedTo(ChronoUnit.MILLIS));
      var difference = new Difference(reader, batch, outbox, null, principal);
      var problem = difference.problem(mostMembers);
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
    return update(id, edit, true);
  }

  /// Changes secrets to others of the same passwords: the account keeps its sessions.
  DataStore.Work<Change<Principal>> renew(AccountId id, PrincipalEdit edit) {
    return update(id, edit, false);
  }

  private DataStore.Work<Change<Principal>> update(
      AccountId id, PrincipalEdit edit, boolean mayEnd) {
    return (reader, batch) -> {
      byte[] record = reader.get(DIRECTORY, DirectoryKeys.principal(id));
      if (record == null) {
        return new Change.Unknown<>();
      }
      var before = Members.with(reader, StoredPrincipal.decode(id, record));
      PrincipalDraft draft = edit.apply(before.draft());
      if (draft.equals(before.draft())) {
        return new Change.Done<>(before.principal());
      }
      batch.require(DIRECTORY, DirectoryKeys.principal(id), record);
      var after = new StoredPrincipal(id, draft, before.created(), tally(before, draft));
      var difference = new Difference(reader, batch, outbox, before, after);
      Optional<Change<Principal>> problem = difference.problem(mostMembers);
      if (problem.isPresent()) {
        return problem.get();
      }
      if (mayEnd && (!draft.enabled() || !draft.secrets().equals(before.draft().secrets()))) {
        version.end(reader, batch, id);
      }
      return difference.apply();
    };
  }

  private static StoredPrincipal.Tally tally(StoredPrincipal before, PrincipalDraft after) {
    List<Member> members = after.roster().members();
    return members.equals(before.draft().roster().members())
        ? before.tally()
        : new StoredPrincipal.Tally(members.size(), before.tally().revision() + 1);
  }

  DataStore.Work<Change<Principal>> delete(AccountId id) {
    return (reader, batch) -> {
      byte[] record = reader.get(DIRECTORY, DirectoryKeys.principal(id));
      if (record == null) {
        return new Change.Unknown<>();
      }
      var before = Members.with(reader, StoredPrincipal.decode(id, record));
      Members.leaveAll(reader, batch, id);
      batch
          .require(DIRECTORY, DirectoryKeys.principal(id), record)
          .delete(DIRECTORY, DirectoryKeys.principal(id))
          .put(DIRECTORY, DirectoryKeys.departed(id), new byte[0])
          .add(DIRECTORY, DirectoryKeys.PRINCIPALS, -1);
      version.end(reader, batch, id);
      new Difference(reader, batch, outbox, before, null).apply();
      return new Change.Done<>(before.principal());
    };
  }

  /// What differs between two versions of an account, of which one may not be there.
  private record Difference(
      Reader reader,
      Batch batch,
      Outbox outbox,
      @Nullable StoredPrincipal before,
      @Nullable StoredPrincipal after) {

    /// Why it cannot be.
    Optional<Change<Principal>> problem(int mostMembers) {
      return names().or(() -> members(mostMembers));
    }

    private Optional<Change<Principal>> names() {
      var names = names(after).entrySet();
      for (Map.Entry<String, NameEntry> name : names) {
        if (names(before).containsKey(name.getKey())) {
          continue;
        }
        Optional<DomainName> domain = domain(name.getKey());
        Optional<Change<Principal>> homeless = domain.flatMap(this::homeless);
        if (homeless.isPresent()) {
          return homeless;
        }
        if (reader.get(DIRECTORY, DirectoryKeys.name(name.getKey())) != null) {
          return Optional.of(new Change.Taken<>(name.getKey()));
        }
      }
      return Optional.empty();
    }

    /// Adds all of it to the batch; there must be no problem.
    Change<Principal> apply() {
      outbox.add(batch, Audited.account(before, after));
      var all = new HashSet<>(names(before).keySet());
      all.addAll(names(after).keySet());
      all.forEach(name -> name(name, names(before).get(name), names(after).get(name)));
      if (before != null) {
        batch.delete(DIRECTORY, DirectoryKeys.login(before.draft().login()));
      }
      Members.change(batch, either().id(), members(before), members(after));
      if (after == null) {
        return new Change.Unknown<>();
      }
      var entry = LoginEntry.of(after);
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

    /// Why a domain has no addresses; the batch requires that it stays as it is.
    private Optional<Change<Principal>> homeless(DomainName domain) {
      byte[] record = reader.get(DIRECTORY, DirectoryKeys.domain(domain));
      batch.require(DIRECTORY, DirectoryKeys.domain(domain), record);
      if (record == null) {
        return Optional.of(new Change.NoSuchDomain<>(domain));
      }
      DomainName other = StoredDomain.decode(record).aliasOf();
      return other == null
          ? Optional.empty()
          : Optional.of(
              new Change.Impossible<>(domain + " is an alias of " + other + ", which has them"));
    }

    /// Who cannot be a member; the batch requires that those who join are there.
    private Optional<Change<Principal>> members(int most) {
      List<Member> has = members(after);
      if (after != null && !has.isEmpty() && !after.draft().kind().hasMembers()) {
        return Optional.of(new Change.Impossible<>("it cannot have members"));
      }
      if (has.size() > most) {
        return Optional.of(new Change.Impossible<>("it may have at most " + most + " members"));
      }
      Set<Member> had = new HashSet<>(members(before));
      for (Member member : has) {
        Optional<String> problem = had.contains(member) ? Optional.empty() : problem(member);
        if (problem.isPresent()) {
          return Optional.of(new Change.Impossible<>(problem.get()));
        }
      }
      return ownProblem().map(Change.Impossible<Principal>::new);
    }

    private Optional<String> problem(Member member) {
      StoredPrincipal whole = Objects.requireNonNull(after);
      if (!(member instanceof Member.Here(AccountId id))) {
        return whole.draft().kind() == PrincipalKind.LIST
            ? Optional.empty()
            : Optional.of("its members must be kept here");
      }
      byte[] key = DirectoryKeys.principal(id);
      byte[] record = reader.get(DIRECTORY, key);
      batch.require(DIRECTORY, key, record);
      if (record == null) {
        return Optional.of("there is no account " + id.value());
      }
      PrincipalKind kind = StoredPrincipal.decode(id, record).draft().kind();
      boolean fits =
          whole.draft().kind() == PrincipalKind.LIST
              ? kind.keepsMail() || kind.hasMembers()
              : kind == PrincipalKind.INDIVIDUAL || kind == PrincipalKind.GROUP;
      return fits && !id.equals(whole.id())
          ? Optional.empty()
          : Optional.of("account " + id.value() + " cannot be a member of it");
    }

    /// What comes back from members must not go to the members.
    private Optional<String> ownProblem() {
      Address owner = after == null ? null : after.draft().roster().owner();
      return owner != null && names(after).containsKey(Addressing.name(owner))
          ? Optional.of("it cannot be its own owner")
          : Optional.empty();
    }

    /// The domain of an address or a catch-all; a bare login name has none.
    private static Optional<DomainName> domain(String name) {
      int at = name.lastIndexOf('@');
      return at < 0 ? Optional.empty() : DomainName.parse(name.substring(at + 1));
    }

    private StoredPrincipal either() {
      return before == null ? Objects.requireNonNull(after) : before;
    }

    private static List<Member> members(@Nullable StoredPrincipal principal) {
      return principal == null ? List.of() : principal.draft().roster().members();
    }

    private static Map<String, NameEntry> names(@Nullable StoredPrincipal principal) {
      return principal == null ? Map.of() : principal.names();
    }
  }
}
