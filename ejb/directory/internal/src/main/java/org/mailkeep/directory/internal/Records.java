package org.mailkeep.directory.internal;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Subspace;

/// Reads single records of the directory through caches. Safe for many threads. Every method may
/// throw [org.mailkeep.store.api.StoreException].
final class Records {
  private final DataStore store;
  private final AtomicLong changes = new AtomicLong();
  private final Remembered<DomainName, Boolean> domains;
  private final Remembered<String, NameEntry> names;
  private final Remembered<AccountId, StoredPrincipal> principals;

  Records(DataStore store, Cache.Factory caches, DirectoryCaches sizes) {
    this.store = store;
    this.domains = new Remembered<>(caches.create(sizes.domains()), changes);
    this.names = new Remembered<>(caches.create(sizes.addresses()), changes);
    this.principals = new Remembered<>(caches.create(sizes.accounts()), changes);
  }

  /// Whether a domain is hosted.
  boolean hosts(DomainName domain) {
    return Boolean.TRUE.equals(
        domains.get(domain, d -> store.get(Subspace.DIRECTORY, DirectoryKeys.domain(d)) != null));
  }

  /// Whose a name is.
  @Nullable NameEntry name(String name) {
    return names.get(name, this::loadName);
  }

  /// An account.
  @Nullable StoredPrincipal principal(AccountId id) {
    return principals.get(id, this::loadPrincipal);
  }

  /// The account with a login name.
  @Nullable StoredPrincipal login(String login) {
    NameEntry entry = name(login);
    return entry == null || !entry.login() ? null : principal(entry.account());
  }

  /// Says that a change is, or may be, committed.
  void changed() {
    changes.incrementAndGet();
  }

  private @Nullable NameEntry loadName(String name) {
    byte[] record = store.get(Subspace.DIRECTORY, DirectoryKeys.name(name));
    return record == null ? null : NameEntry.decode(record);
  }

  private @Nullable StoredPrincipal loadPrincipal(AccountId id) {
    byte[] record = store.get(Subspace.DIRECTORY, DirectoryKeys.principal(id));
    return record == null ? null : StoredPrincipal.decode(id, record);
  }
}
