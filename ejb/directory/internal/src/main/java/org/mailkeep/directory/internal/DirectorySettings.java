package org.mailkeep.directory.internal;

import java.time.Duration;
import java.util.Optional;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.kernel.Cache;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.store.api.StoreSettings;

/// Settings of the directory that lives in the data store.
public final class DirectorySettings {
  /// Whether logins are remembered.
  public static final Setting<Boolean> REMEMBER =
      Setting.bool("authentication.remember")
          .or(true)
          .onRestart()
          .says(
              "Whether a password that was right is remembered for a while, so that a client that"
                  + " logs in again and again does not cost a full check each time. Only a hash"
                  + " with a key of the running process is kept, in memory. A change of an account"
                  + " that is kept here is respected at once, and after a few seconds by other"
                  + " nodes; one in a directory of others, whose logins are remembered when it has"
                  + " cache.entries, when the time to remember is over.");

  /// How long logins are remembered.
  public static final Setting<Duration> REMEMBER_FOR =
      Setting.duration("authentication.remember-for")
          .or(Duration.ofMinutes(5))
          .onRestart()
          .says("How long a login is remembered.");

  /// Size of the cache of logins.
  public static final Setting<Long> LOGINS =
      Setting.whole("cache.login.size", 1, 100_000_000)
          .or(10_000L)
          .onRestart()
          .says(
              "Logins that are remembered, of accounts that are kept here. A directory of others"
                  + " has cache.entries for its own.");

  /// Size of the cache of domains.
  public static final Setting<Long> DOMAINS =
      Setting.whole("cache.domain.size", 1, 100_000_000)
          .or(10_000L)
          .onRestart()
          .says("Domains that are known to be hosted or not.");

  /// Size of the cache of addresses.
  public static final Setting<Long> ADDRESSES =
      Setting.whole("cache.address.size", 1, 100_000_000)
          .or(20_000L)
          .onRestart()
          .says("Addresses whose account is known, or that nobody has.");

  /// Size of the cache of accounts.
  public static final Setting<Long> ACCOUNTS =
      Setting.whole("cache.principal.size", 1, 100_000_000)
          .or(10_000L)
          .onRestart()
          .says(
              "Accounts that are kept in memory, and of how many accounts of others the ids are.");

  /// Members of a list.
  public static final Setting<Integer> MEMBERS =
      Setting.integer("principal.limits.members", 1, 20_000)
          .or(10_000)
          .onRestart()
          .says("Members that a group or a mailing list may have.");

  /// What is asked about an internal directory: nothing.
  public static final Form FORM = Form.of("directory", ChosenDirectory.Kind.INTERNAL);

  /// Accounts lie where the other records are: they change in the same commits.
  public static final SettingRule TOGETHER =
      (configuration, problems) -> {
        String data = StoreSettings.data(configuration);
        for (String id : configuration.ids("directory")) {
          boolean here = ChosenDirectory.kind(configuration, id) == ChosenDirectory.Kind.INTERNAL;
          Optional<String> store = configuration.find(ChosenDirectory.STORE, id);
          if (here && store.filter(one -> !one.equals(data)).isPresent()) {
            problems.accept(
                configuration.problem(
                    "must be the same as storage.data", ChosenDirectory.STORE, id));
          }
        }
      };

  private DirectorySettings() {}

  /// The bounds of the caches.
  public static DirectoryCaches caches(Configuration configuration) {
    return new DirectoryCaches(
        new Cache.Spec("domain", configuration.get(DOMAINS), null),
        new Cache.Spec("address", configuration.get(ADDRESSES), null),
        new Cache.Spec("principal", configuration.get(ACCOUNTS), null),
        new Cache.Spec("foreign-account", 2 * configuration.get(ACCOUNTS), null),
        new Cache.Spec("login", configuration.get(LOGINS), configuration.get(REMEMBER_FOR)),
        configuration.get(REMEMBER));
  }
}
