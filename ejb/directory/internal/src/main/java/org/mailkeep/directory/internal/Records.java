package org.mailkeep.directory.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.foreign.KnownAccount;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Subspace;

/// Reads single records of the directory through caches. Safe for many threads. Every method may
/// throw [org.mailkeep.store.api.StoreException].
final class Records {
  private final DataStore store;
  private final DirectoryVersion version;
  private final Remembered<DomainName, StoredDomain> domains;
  private final Remembered<String, NameEntry> names;
  private final Remembered<AccountId, StoredPrincipal> principals;
  private final Remembered<String, KnownAccount> known;

  Records(DataStore store, DirectoryVersion version, Cache.Factory caches, DirectoryCaches sizes) {
    this.store = store;
    this.version = version;
    var changes = version.changes();
    this.domains = new Remembered<>(caches.create(sizes.domains()), changes);
    this.names = new Remembered<>(caches.create(sizes.addresses()), changes);
    this.principals = new Remembered<>(caches.create(sizes.accounts()), changes);
    this.known = new Remembered<>(caches.create(sizes.known()), changes);
  }

  /// A hosted domain.
  @Nullable StoredDomain domain(DomainName name) {
    version.refresh();
    return domains.get(name, this::loadDomain);
  }

  /// Whose a name is.
  @Nullable NameEntry name(String name) {
    version.refresh();
    return names.get(name, this::loadName);
  }

  /// An account with its members.
  @Nullable StoredPrincipal principal(AccountId id) {
    version.refresh();
    return principals.get(id, this::loadPrincipal);
  }

  /// The account with a login name.
  @Nullable StoredPrincipal login(String login) {
    NameEntry entry = name(login);
    return entry == null || !entry.login() ? null : principal(entry.account());
  }

  /// What somebody is a member of, directly.
  List<AccountId> memberships(AccountId member) {
    return Members.memberships(store, member);
  }

  /// An account that a foreign directory keeps.
  ///
  /// @param key the directory's own
  @Nullable KnownAccount known(String directory, String key) {
    version.refresh();
    return known.get(directory + '\0' + key, _ -> loadKnown(directory, key));
  }

  /// The same, by id.
  @Nullable KnownAccount known(AccountId id) {
    version.refresh();
    return known.get(String.valueOf(id.value()), _ -> loadKnown(id));
  }

  private @Nullable NameEntry loadName(String name) {
    byte[] record = store.get(Subspace.DIRECTORY, DirectoryKeys.name(name));
    return record == null ? null : NameEntry.decode(record);
  }

  private @Nullable StoredDomain loadDomain(DomainName name) {
    byte[] record = store.get(Subspace.DIRECTORY, DirectoryKeys.domain(name));
    return record == null ? null : StoredDomain.decode(record);
  }

  private @Nullable KnownAccount loadKnown(String directory, String key) {
    byte[] id = store.get(Subspace.DIRECTORY, DirectoryKeys.identity(directory, key));
    return id == null ? null : loadKnown(new AccountId(Keys.u64(id, 0)));
  }

  private @Nullable KnownAccount loadKnown(AccountId id) {
    byte[] record = store.get(Subspace.DIRECTORY, DirectoryKeys.known(id));
    return record == null ? null : StoredKnown.decode(id, record);
  }

  private @Nullable StoredPrincipal loadPrincipal(AccountId id) {
    byte[] record = store.get(Subspace.DIRECTORY, DirectoryKeys.principal(id));
    return record == null ? null : Members.with(store, StoredPrincipal.decode(id, record));
  }
}
