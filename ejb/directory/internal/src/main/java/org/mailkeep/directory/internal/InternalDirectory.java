package org.mailkeep.directory.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.credentials.ScramLookup;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.directory.api.Listing;
import org.mailkeep.directory.api.Page;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.PrincipalEdit;
import org.mailkeep.directory.api.Registry;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Subscribers;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.foreign.AccountIds;
import org.mailkeep.directory.api.spi.Acquaintances;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;
import org.mailkeep.store.api.outbox.Outbox;
import org.mailkeep.telemetry.DirectoryEvent;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.sasl.ScramKeys;

/// The directory that lives in the data store. Safe for many threads.
///
/// Changes of one process go one by one, so that they cause each other no conflicts; conditions in
/// each commit guard against those of other processes.
public final class InternalDirectory implements Registry {
  private static final int MOST_DEPARTED = 10_000;

  private final DataStore store;
  private final Events events;
  private final DirectoryVersion version;
  private final Records records;
  private final Lists lists;
  private final Questions questions;
  private final Logins logins;
  private final DomainChanges domains;
  private final PrincipalChanges principals;
  private final StoredIds ids;
  private final ReentrantLock changing = new ReentrantLock();
  private final ScramSecrets scram;

  /// What the directory works with.
  ///
  /// @param passwords checks them; closed by whoever made it
  /// @param rules what passwords are like
  /// @param addressing how addresses find accounts
  /// @param mostMembers that a group or list may have
  public record Parts(
      Passwords passwords,
      PasswordRules rules,
      Addressing addressing,
      DirectoryCaches caches,
      int mostMembers) {}

  /// @param store where it lives
  /// @param caches makes its caches
  /// @param world time and chance
  /// @param events is told when the store does not answer
  public InternalDirectory(
      DataStore store, Parts parts, Cache.Factory caches, World world, Events events) {
    this.store = store;
    this.events = events;
    this.version = new DirectoryVersion(store, world.clock(), world.chance());
    this.records = new Records(store, version, caches, parts.caches());
    this.lists = new Lists(store);
    this.questions = new Questions(records, parts.addressing());
    this.logins =
        new Logins(
            records,
            parts.passwords(),
            parts.rules(),
            remembered(caches, parts.caches()),
            this::renew,
            world.chance());
    this.scram = new ScramSecrets(store, parts.passwords(), world.chance());
    var outbox = new Outbox(world.clock(), world.chance());
    this.domains = new DomainChanges(world.clock(), outbox);
    this.principals = new PrincipalChanges(world.clock(), outbox, parts.mostMembers(), version);
    this.ids = new StoredIds(store, records, this::write, world.clock(), outbox, version);
  }

  /// Time and chance.
  public record World(InstantSource clock, Chance chance) {}

  /// Is told of what other processes change, from any thread.
  public interface Follower {
    /// Follows nothing.
    Follower NONE =
        new Follower() {
          @Override
          public void changed() {}

          @Override
          public void ended(AccountId account) {}

          @Override
          public void allEnded() {}
        };

    /// Something changed, here or elsewhere; the directory answers so already.
    void changed();

    /// An account was changed elsewhere so that its sessions end.
    void ended(AccountId account);

    /// So many were that nobody knows which.
    void allEnded();
  }

  /// Begins to tell of what other processes change.
  ///
  /// @throws StoreException when the store does not answer
  public void follow(Follower follower) {
    version.follow(follower);
    version.read();
  }

  /// Looks for what other processes have changed, when it is time; to be called now and then, also
  /// when nobody asks the directory anything.
  public void refresh() {
    version.refresh();
  }

  /// How long what other processes change may be unknown here.
  public static Duration fresh() {
    return DirectoryVersion.FRESH;
  }

  /// Whether there has never been an account.
  ///
  /// @throws StoreException when the store could not be asked
  boolean isNew() {
    return store.get(Subspace.DIRECTORY, DirectoryKeys.nextId()) == null;
  }

  /// Makes an account, but only when there has never been one.
  ///
  /// @return whether it was made
  /// @throws StoreException when the store could not be asked
  boolean createFirst(PrincipalDraft draft) {
    return write(principals.createFirst(draft)).isPresent();
  }

  /// Gives ids to accounts that foreign directories keep.
  public AccountIds ids() {
    return ids;
  }

  /// Keeps whom a directory has vouched for.
  ///
  /// @param directory its id in the settings
  public Acquaintances acquaintances(String directory) {
    return new StoredAcquaintances(store, this::write, directory);
  }

  /// An id that no principal has or will have, for what is kept elsewhere under ids of the same
  /// kind.
  ///
  /// @throws StoreException when the store could not be asked
  public AccountId reserveId() {
    return write((reader, batch) -> {
      byte[] counter = reader.get(Subspace.DIRECTORY, DirectoryKeys.nextId());
      long next = counter == null ? 1 : Keys.u64(counter, 0);
      batch
          .require(Subspace.DIRECTORY, DirectoryKeys.nextId(), counter)
          .put(Subspace.DIRECTORY, DirectoryKeys.nextId(), Keys.of(next + 1).bytes());
      return new AccountId(next);
    });
  }

  /// Finds keys for SCRAM, also among secrets of others, with made-up ones that nobody can tell
  /// from real ones.
  ///
  /// @param iterations that real ones have
  /// @throws StoreException when the store could not be asked
  public ScramLookup scram(int iterations) {
    return scram.lookup().with(iterations);
  }

  /// Whether all that is stored of the directory fits together.
  public Verification.Check check() {
    return new DirectoryCheck(store, version::changed);
  }

  @Override
  public Authentication authenticate(Credentials credentials) {
    return asked(
        () -> logins.authenticate(credentials, scram::lookup), Authentication.Unavailable::new);
  }

  /// A secret made anew of the same password; the account does not lose its sessions.
  private void renew(AccountId account, String outdated, List<String> fresh) {
    changed(
        principals.renew(
            account,
            draft -> draft.withSecrets(Passwords.renewed(draft.secrets(), outdated, fresh))));
  }

  @Override
  public Set<Proof> accepts() {
    return logins.accepts();
  }

  @Override
  public Answer<ScramKeys> scramKeys(String login) {
    return asked(
        () -> new Answer.Found<>(logins.scramKeys(login, scram.lookup())), Answer.Unavailable::new);
  }

  @Override
  public Answer<Account> account(AccountId id) {
    return asked(() -> questions.account(id), Answer.Unavailable::new);
  }

  @Override
  public Answer<Account> account(String login) {
    return asked(() -> questions.account(login), Answer.Unavailable::new);
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    return asked(() -> questions.isLocal(domain), Verdict.Unavailable::new);
  }

  @Override
  public Resolution resolve(Address address) {
    return asked(() -> questions.resolve(address), Resolution.Unavailable::new);
  }

  @Override
  public Resolution postmaster(Address asked) {
    return asked(() -> questions.postmaster(asked), Resolution.Unavailable::new);
  }

  @Override
  public Answer<Subscribers> subscribers(AccountId list) {
    return asked(() -> questions.subscribers(list), Answer.Unavailable::new);
  }

  @Override
  public Answer<List<AccountId>> groups(AccountId account) {
    return asked(() -> questions.groups(account), Answer.Unavailable::new);
  }

  @Override
  public Answer<List<Address>> addresses(AccountId account) {
    return asked(() -> questions.addresses(account), Answer.Unavailable::new);
  }

  @Override
  public Verdict owns(AccountId account, Address address) {
    return asked(() -> questions.owns(account, address), Verdict.Unavailable::new);
  }

  @Override
  public Answer<List<Address>> verify(String text, int limit) {
    return asked(() -> questions.verify(text), Answer.Unavailable::new);
  }

  @Override
  public Answer<List<Address>> expand(Address address) {
    return asked(() -> questions.expand(address), Answer.Unavailable::new);
  }

  @Override
  public Answer<Domain> domain(DomainName name) {
    return asked(() -> domains.find(store, name), Answer.Unavailable::new);
  }

  @Override
  public Answer<Page<Domain>> domains(Listing listing) {
    return asked(() -> new Answer.Found<>(lists.domains(listing)), Answer.Unavailable::new);
  }

  @Override
  public Change<Domain> createDomain(
      DomainName name, String description, @Nullable DomainName aliasOf) {
    return changed(domains.create(name, description, aliasOf));
  }

  @Override
  public Change<Domain> aliasDomain(DomainName name, @Nullable DomainName aliasOf) {
    return changed(domains.alias(name, aliasOf));
  }

  @Override
  public Change<Domain> describeDomain(DomainName name, String description) {
    return changed(domains.describe(name, description));
  }

  @Override
  public Change<Domain> deleteDomain(DomainName name) {
    return changed(domains.delete(name));
  }

  @Override
  public Answer<Principal> principal(AccountId id) {
    return asked(() -> found(records.principal(id)), Answer.Unavailable::new);
  }

  @Override
  public Answer<Principal> principal(String login) {
    return asked(() -> found(records.login(PrincipalDraft.login(login))), Answer.Unavailable::new);
  }

  @Override
  public Answer<Page<Principal>> principals(Listing listing) {
    return asked(() -> new Answer.Found<>(lists.principals(listing)), Answer.Unavailable::new);
  }

  @Override
  public Change<Principal> create(PrincipalDraft draft) {
    return changed(principals.create(draft));
  }

  @Override
  public Change<Principal> update(AccountId id, PrincipalEdit edit) {
    return changed(principals.update(id, edit));
  }

  @Override
  public Change<Principal> delete(AccountId id) {
    return changed(principals.delete(id));
  }

  @Override
  public Answer<List<AccountId>> departed() {
    return asked(
        () ->
            new Answer.Found<>(
                store
                    .scan(Subspace.DIRECTORY, DirectoryKeys.departed(), Direction.UP, MOST_DEPARTED)
                    .stream()
                    .map(entry -> DirectoryKeys.departed(entry.key()))
                    .toList()),
        Answer.Unavailable::new);
  }

  @Override
  public Change<AccountId> settle(AccountId id) {
    byte[] key = DirectoryKeys.departed(id);
    return changed((reader, batch) -> {
      if (reader.get(Subspace.DIRECTORY, key) == null) {
        return new Change.Unknown<>();
      }
      batch.delete(Subspace.DIRECTORY, key);
      return new Change.Done<>(id);
    });
  }

  private <T> Change<T> changed(DataStore.Work<Change<T>> work) {
    return asked(() -> write(work), Change.Unavailable::new);
  }

  private <T> T write(DataStore.Work<T> work) {
    changing.lock();
    try {
      return store.write(DirectoryVersion.seen(work));
    } finally {
      version.changed();
      changing.unlock();
    }
  }

  private <T> T asked(Supplier<T> question, Function<String, T> unavailable) {
    try {
      return question.get();
    } catch (StoreException e) {
      String reason = String.valueOf(e.getMessage());
      events.emit(new DirectoryEvent.Unavailable("internal", reason));
      return unavailable.apply(reason);
    }
  }

  private static Answer<Principal> found(@Nullable StoredPrincipal principal) {
    return principal == null ? new Answer.Unknown<>() : new Answer.Found<>(principal.principal());
  }

  private static @Nullable Cache<String, Boolean> remembered(
      Cache.Factory caches, DirectoryCaches sizes) {
    return sizes.rememberLogins() ? caches.create(sizes.logins()) : null;
  }
}
