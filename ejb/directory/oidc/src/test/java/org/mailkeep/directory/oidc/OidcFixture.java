package org.mailkeep.directory.oidc;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mailkeep.credentials.Argon2Cost;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.PasswordWork;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.api.foreign.ForeignDirectory;
import org.mailkeep.directory.internal.DirectorySettings;
import org.mailkeep.directory.internal.InternalDirectory;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.testing.PlainCaches;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.memory.MemoryBackend;

/// A directory on a fake provider, with whom it has met in the data store.
abstract class OidcFixture {
  static final Duration REMEMBERED = Duration.ofMinutes(5);

  final TestClock clock = new TestClock();
  final List<String> troubles = new ArrayList<>();
  final List<AutoCloseable> open = new ArrayList<>();
  final Passwords passwords =
      new Passwords(
          new PasswordWork(new Argon2Cost(8, 1, 1), 2, 100, Duration.ofSeconds(30)),
          Chance.secure());
  final InternalDirectory house =
      new InternalDirectory(
          new DataStore(new MemoryBackend()),
          new InternalDirectory.Parts(
              passwords,
              new PasswordRules(8, 128),
              Addressing.STANDARD,
              DirectorySettings.caches(
                  Configuration.of("", DirectorySettings.class, StoreSettings.class)),
              100),
          new PlainCaches(clock),
          new InternalDirectory.World(clock, Chance.secure()),
          _ -> {});
  FakeProvider provider;

  @BeforeEach
  void start() throws IOException {
    provider = new FakeProvider(clock);
    open.add(provider);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    passwords.close();
  }

  static Configuration configuration(String toml) {
    return Configuration.of(
        toml,
        ChosenDirectory.class,
        DirectoryServerSettings.class,
        OidcSettings.class,
        SignInSettings.class);
  }

  /// By which tokens are judged.
  InstantSource time() {
    return clock;
  }

  /// A directory of the provider.
  ///
  /// @param more settings of it
  ForeignDirectory directory(String more) {
    return configured(issuer() + more, null);
  }

  /// One that remembers tokens that were good.
  ForeignDirectory remembering(String more) {
    return configured(issuer() + more, new Cache.Spec("tokens", 100, REMEMBERED));
  }

  private String issuer() {
    return "timeout = \"5s\"\nissuer-url = \"" + provider.issuer() + "\"\n";
  }

  ForeignDirectory configured(String settings, Cache.@Nullable Spec known) {
    String toml = "[directory.sso]\ntype = \"oidc\"\n" + settings;
    var source =
        OidcSettings.directory(
            configuration(toml),
            "sso",
            new OidcSettings.Ground(
                house.acquaintances("sso"), known, new PlainCaches(clock), time()));
    open.add(source);
    return new ForeignDirectory(
        "sso",
        source,
        Set.of(DomainName.of("example.org")),
        new ForeignDirectory.Parts(
            house.ids(),
            passwords,
            new PasswordRules(8, 128),
            Addressing.STANDARD,
            (_, reason) -> troubles.add(reason),
            null));
  }

  static Authentication login(ForeignDirectory directory, String token) {
    return directory.authenticate(new Credentials.Bearer("", token));
  }

  static Account accepted(ForeignDirectory directory, String token) {
    return assertInstanceOf(Authentication.Authenticated.class, login(directory, token)).account();
  }

  static Authentication rejected(Authentication.Reason why) {
    return new Authentication.Rejected(why);
  }
}
