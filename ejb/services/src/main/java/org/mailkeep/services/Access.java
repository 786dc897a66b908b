package org.mailkeep.services;

import java.time.InstantSource;
import org.mailkeep.auth.AccessSettings;
import org.mailkeep.auth.ApiKeys;
import org.mailkeep.auth.Authority;
import org.mailkeep.auth.StoredRoles;
import org.mailkeep.auth.Tenants;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.internal.InternalDirectory;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.outbox.Outbox;

/// Who may do what: roles, keys of the API and tenants, which the data store keeps.
///
/// @param authority says what accounts may do
record Access(StoredRoles roles, ApiKeys keys, Tenants tenants, Authority authority) {
  /// @param house gives ids
  /// @param directory knows accounts and groups
  static Access of(
      Configuration configuration,
      DataStore store,
      InternalDirectory house,
      Directory directory,
      InstantSource clock) {
    var outbox = new Outbox(clock, Chance.secure());
    var roles =
        new StoredRoles(
            new StoredRoles.Ground(
                store,
                house::reserveId,
                configuration.get(AccessSettings.ROLES),
                outbox,
                clock,
                Threads.named("mailkeep-roles-")));
    var keys =
        new ApiKeys(
            new ApiKeys.Ground(
                store,
                house::reserveId,
                configuration.get(AccessSettings.API_KEYS),
                outbox,
                clock,
                Chance.secure()));
    var tenants = new Tenants(store, outbox);
    return new Access(roles, keys, tenants, new Authority(roles, directory, tenants::of));
  }

  /// Reads the roles before anybody logs in.
  void begin() {
    roles.read();
  }
}
