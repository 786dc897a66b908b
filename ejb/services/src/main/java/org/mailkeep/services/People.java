package org.mailkeep.services;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.admin.DirectoryTroubleshooting;
import org.mailkeep.auth.Role;
import org.mailkeep.credentials.CredentialsSettings;
import org.mailkeep.credentials.OneTimeCodes;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.credentials.ScramLookup;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.AddressingSettings;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Registry;
import org.mailkeep.directory.api.foreign.ForeignDirectory;
import org.mailkeep.directory.api.foreign.KnownLogins;
import org.mailkeep.directory.api.spi.Acquaintances;
import org.mailkeep.directory.internal.DirectorySettings;
import org.mailkeep.directory.internal.FirstAdministrator;
import org.mailkeep.directory.internal.InternalDirectory;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.telemetry.Events;

/// Who is here: the directories and what checks passwords.
///
/// @param house the one that is kept in the data store
/// @param foreign those that others keep
/// @param directory all together
record People(
    InternalDirectory house, ForeignDirectories foreign, Registry directory, Passwords passwords)
    implements AutoCloseable {
  /// What the directories stand on.
  ///
  /// @param home the instance's folder
  record Ground(
      Path home,
      DataStore data,
      LookupStore lookup,
      Cache.Factory caches,
      InstantSource clock,
      Events events) {}

  /// Opens the directories.
  static People open(Configuration configuration, Ground ground) {
    int processors = Runtime.getRuntime().availableProcessors();
    var passwords =
        new Passwords(
            CredentialsSettings.work(configuration, processors),
            new OneTimeCodes(
                ground.clock(),
                configuration.get(CredentialsSettings.SKEW),
                (name, keep) -> ground.lookup().count(usedCode(name), 1, keep) == 1),
            CredentialsSettings.scramIterations(configuration),
            Chance.secure());
    PasswordRules rules = CredentialsSettings.rules(configuration);
    Addressing addressing = AddressingSettings.addressing(configuration);
    var parts =
        new InternalDirectory.Parts(
            passwords,
            rules,
            addressing,
            DirectorySettings.caches(configuration),
            configuration.get(DirectorySettings.MEMBERS));
    var world = new InternalDirectory.World(ground.clock(), Chance.secure());
    var house =
        new InternalDirectory(ground.data(), parts, ground.caches(), world, ground.events());
    var foreign =
        ForeignDirectories.open(
            configuration,
            new ForeignDirectories.Ground(
                ground,
                house.ids(),
                new ForeignDirectories.Shared() {
                  @Override
                  public Acquaintances acquaintances(String directory) {
                    return house.acquaintances(directory);
                  }

                  @Override
                  public ForeignDirectory.Parts parts(
                      ForeignDirectory.Trouble trouble,
                      @Nullable KnownLogins known,
                      @Nullable Supplier<ScramLookup> scram) {
                    return new ForeignDirectory.Parts(
                        house.ids(), passwords, rules, addressing, trouble, known, scram);
                  }

                  @Override
                  public ScramLookup scram(int iterations) {
                    return house.scram(iterations);
                  }
                }));
    return new People(house, foreign, foreign.with(house, configuration), passwords);
  }

  private static byte[] usedCode(String name) {
    return ("totp:" + name).getBytes(StandardCharsets.US_ASCII);
  }

  /// Explains how they answer.
  DirectoryTroubleshooting troubleshooting(Configuration configuration) {
    return new DirectoryTroubleshooting(directory, id -> named(configuration, id));
  }

  /// A directory by its id in the settings, also one that is not asked about everybody.
  Optional<Directory> named(Configuration configuration, String id) {
    boolean here =
        ChosenDirectory.has(configuration, id)
            && ChosenDirectory.kind(configuration, id) == ChosenDirectory.Kind.INTERNAL;
    return here ? Optional.of(house) : foreign.named(id).map(Directory.class::cast);
  }

  /// Makes the first administrator, whose password lies in the instance, for its owner alone.
  void ensureAdministrator(Instance instance) {
    new FirstAdministrator(house, passwords, Chance.secure())
        .ensure(Set.of(Role.ADMINISTRATOR.name()), InitialPassword.of(instance));
  }

  @Override
  public void close() {
    foreign.close();
    passwords.close();
  }
}
