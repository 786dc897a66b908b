package org.mailkeep.services;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailkeep.credentials.ScramLookup;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.DirectoryScramSettings;
import org.mailkeep.directory.api.DirectoryWatch;
import org.mailkeep.directory.api.Registry;
import org.mailkeep.directory.api.SignInProvider;
import org.mailkeep.directory.api.foreign.AccountIds;
import org.mailkeep.directory.api.foreign.CacheBounds;
import org.mailkeep.directory.api.foreign.CachedSource;
import org.mailkeep.directory.api.foreign.Chain;
import org.mailkeep.directory.api.foreign.ForeignDirectory;
import org.mailkeep.directory.api.foreign.JoinedDirectory;
import org.mailkeep.directory.api.foreign.KnownLogins;
import org.mailkeep.directory.api.spi.Acquaintances;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.internal.DirectorySettings;
import org.mailkeep.directory.internal.InternalDirectory;
import org.mailkeep.directory.oidc.SignInSettings;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.sasl.Proof;

/// The directories that others keep, as far as somebody is to be asked of them.
final class ForeignDirectories implements AutoCloseable {
  private final Map<String, ForeignDirectory> open = new LinkedHashMap<>();
  private final Map<String, DirectoryWatch> watches = new LinkedHashMap<>();
  private final Map<String, SignInProvider> signIns = new LinkedHashMap<>();
  private final List<Guard> guards = new ArrayList<>();
  private final ContainerPools pools = new ContainerPools();
  private final Configuration configuration;
  private final Ground ground;
  private final DirectorySources sources;

  /// What they work with.
  ///
  /// @param ids of accounts that were seen before
  record Ground(People.Ground house, AccountIds ids, Shared shared) {}

  /// What all of them share.
  interface Shared {
    /// Whom a directory has vouched for.
    Acquaintances acquaintances(String directory);

    /// @param trouble is told why the directory could not be asked
    /// @param known logins that succeeded; null to remember none
    /// @param scram finds keys for SCRAM; null when secrets are not for it
    ForeignDirectory.Parts parts(
        ForeignDirectory.Trouble trouble,
        @Nullable KnownLogins known,
        @Nullable Supplier<ScramLookup> scram);

    /// Finds keys for SCRAM.
    ///
    /// @param iterations that they have
    ScramLookup scram(int iterations);
  }

  /// The pause after each check, once checks have begun.
  private @Nullable Duration guardPause;

  private ForeignDirectories(Configuration configuration, Ground ground) {
    this.configuration = configuration;
    this.ground = ground;
    this.sources =
        new DirectorySources(
            configuration,
            new DirectorySources.Ground(
                ground.house().home(),
                ground.house().caches(),
                ground.house().clock(),
                ground.house().events()),
            new DirectorySources.Servers(pools, SqlPools::reading),
            new Past(ground));
  }

  /// Whom the directories have vouched for.
  private record Past(Ground ground) implements DirectorySources.Past {
    @Override
    public Acquaintances acquaintances(String directory) {
      return ground.shared().acquaintances(directory);
    }

    @Override
    public boolean isKnown(String directory, String login) {
      return ground.ids().called(login).stream()
          .anyMatch(known -> known.directory().equals(directory));
    }
  }

  /// Opens those that the configuration names.
  static ForeignDirectories open(Configuration configuration, Ground ground) {
    var all = new ForeignDirectories(configuration, ground);
    Map<DomainName, String> domains = ChosenDirectory.domains(configuration);
    Set<String> ids = new LinkedHashSet<>(ChosenDirectory.chain(configuration));
    ids.addAll(domains.values());
    try {
      for (String id : ids) {
        if (ChosenDirectory.kind(configuration, id) != ChosenDirectory.Kind.INTERNAL) {
          all.open(id);
        }
      }
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
    return all;
  }

  /// The one of an id.
  synchronized Optional<ForeignDirectory> find(String id) {
    return Optional.ofNullable(open.get(id));
  }

  /// The one of an id; opened now when only somebody like a rule asks for it.
  synchronized Optional<ForeignDirectory> named(String id) {
    if (!open.containsKey(id)
        && ChosenDirectory.has(configuration, id)
        && ChosenDirectory.kind(configuration, id) != ChosenDirectory.Kind.INTERNAL) {
      open(id);
      Duration pause = guardPause;
      if (pause != null) {
        guard(requireNonNull(watches.get(id)), pause);
      }
    }
    return find(id);
  }

  private void open(String id) {
    DirectorySource plain = sources.open(id);
    if (ChosenDirectory.kind(configuration, id) == ChosenDirectory.Kind.OIDC) {
      SignInSettings.provider(configuration, id, ground.house().clock())
          .ifPresent(provider -> signIns.put(id, provider));
    }
    Duration interval = configuration.get(ChosenDirectory.CHECK, id);
    var watch = new DirectoryWatch(id, plain::trouble, ground.house().events(), interval);
    watches.put(id, watch);
    Set<DomainName> declared =
        ChosenDirectory.domains(configuration).entrySet().stream()
            .filter(entry -> entry.getValue().equals(id))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    Optional<CacheBounds> bounds = sources.bounds(id);
    DirectorySource source =
        bounds.isEmpty() || isLocal(configuration, id)
            ? plain
            : new CachedSource(plain, bounds.get(), ground.house().caches());
    KnownLogins known =
        bounds.isPresent()
                && plain.accepts().contains(Proof.PASSWORD)
                && configuration.get(DirectorySettings.REMEMBER)
            ? new KnownLogins(bounds.get(), ground.house().caches(), Chance.secure())
            : null;
    ForeignDirectory.Parts parts =
        ground.shared().parts((_, reason) -> watch.failed(reason), known, scram(id));
    open.put(id, new ForeignDirectory(id, source, declared, parts));
  }

  private @Nullable Supplier<ScramLookup> scram(String id) {
    int iterations = configuration.get(DirectoryScramSettings.ITERATIONS, id);
    return configuration.get(DirectoryScramSettings.ENABLE, id)
        ? () -> ground.shared().scram(iterations)
        : null;
  }

  /// Whether its answers come from our own store, but for those that it remembers itself.
  private static boolean isLocal(Configuration configuration, String id) {
    return ChosenDirectory.kind(configuration, id) == ChosenDirectory.Kind.OIDC;
  }

  /// All directories together with the one that is kept here.
  Registry with(InternalDirectory house, Configuration configuration) {
    if (open.isEmpty()) {
      return house;
    }
    List<String> order = ChosenDirectory.chain(configuration);
    Map<DomainName, Chain.Member> domains = new LinkedHashMap<>();
    ChosenDirectory.domains(configuration)
        .forEach((domain, id) -> domains.put(domain, member(id, house)));
    List<Chain.Member> members =
        order.isEmpty()
            ? List.of(new Chain.Member("internal", house))
            : order.stream().map(id -> member(id, house)).toList();
    return new JoinedDirectory(house, house.ids(), new Chain(house, members, domains));
  }

  private Chain.Member member(String id, Directory house) {
    Directory foreign = open.get(id);
    return new Chain.Member(id, foreign == null ? house : foreign);
  }

  /// Where browsers sign in, by the ids of the directories.
  Map<String, SignInProvider> signInProviders() {
    return signIns;
  }

  /// Know how they fare.
  synchronized List<DirectoryWatch> watches() {
    return List.copyOf(watches.values());
  }

  /// Begins to check them.
  ///
  /// @param pause after each check
  synchronized void guard(Duration pause) {
    ContainerPools.tidy();
    guardPause = pause;
    watches.values().forEach(watch -> guard(watch, pause));
  }

  private void guard(DirectoryWatch watch, Duration pause) {
    var guard = new Guard(watch, pause);
    guards.add(guard);
    guard.start();
  }

  @Override
  public synchronized void close() {
    guards.forEach(Guard::close);
    Collection<ForeignDirectory> all = open.values();
    all.forEach(directory -> directory.source().close());
    signIns.values().forEach(SignInProvider::close);
    pools.close();
    sources.close();
  }
}
