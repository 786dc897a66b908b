package org.mailkeep.services;

import java.time.InstantSource;
import java.util.Set;
import org.mailkeep.auth.Role;
import org.mailkeep.credentials.CredentialsSettings;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.AddressingSettings;
import org.mailkeep.directory.internal.DirectorySettings;
import org.mailkeep.directory.internal.FirstAdministrator;
import org.mailkeep.directory.internal.InternalDirectory;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.telemetry.Events;

/// Who is here: the directory and what checks passwords.
record People(InternalDirectory directory, Passwords passwords) implements AutoCloseable {
  /// What the directory stands on.
  record Ground(DataStore data, Cache.Factory caches, InstantSource clock, Events events) {}

  /// Opens the directory.
  static People open(Configuration configuration, Ground ground) {
    int processors = Runtime.getRuntime().availableProcessors();
    var passwords =
        new Passwords(CredentialsSettings.work(configuration, processors), Chance.secure());
    var parts =
        new InternalDirectory.Parts(
            passwords,
            CredentialsSettings.rules(configuration),
            AddressingSettings.addressing(configuration),
            DirectorySettings.caches(configuration));
    var world = new InternalDirectory.World(ground.clock(), Chance.secure());
    return new People(
        new InternalDirectory(ground.data(), parts, ground.caches(), world, ground.events()),
        passwords);
  }

  /// Makes the first administrator, whose password lies in the instance, for its owner alone.
  void ensureAdministrator(Instance instance) {
    new FirstAdministrator(directory, passwords, Chance.secure())
        .ensure(Set.of(Role.ADMINISTRATOR.name()), InitialPassword.of(instance));
  }

  @Override
  public void close() {
    passwords.close();
  }
}
