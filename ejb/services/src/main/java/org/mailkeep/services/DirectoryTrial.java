package org.mailkeep.services;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailkeep.connections.PoolPlan;
import org.mailkeep.connections.PooledSession;
import org.mailkeep.connections.SessionLease;
import org.mailkeep.connections.SessionOpener;
import org.mailkeep.connections.SessionPools;
import org.mailkeep.connections.Sessions;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.spi.Acquaintances;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.Cache;
import org.mailkeep.services.ConfigurationTrial.Finding;
import org.mailkeep.services.ConfigurationTrial.Outcome;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.sql.Connections;
import org.mailkeep.store.sql.SqlConfig;
import org.mailkeep.store.sql.SqlSettings;
import org.mailkeep.telemetry.Events;

/// Asks the directories of a configuration, outside the application server, what the server asks
/// them again and again: whether they serve. One that is kept here stands or falls with its store.
///
/// @param configuration whose directories are tried
/// @param instance where relative paths begin
record DirectoryTrial(Configuration configuration, Path instance) {
  /// Tries each directory that somebody else keeps.
  List<Finding> findings() {
    Set<String> ids = new LinkedHashSet<>(ChosenDirectory.chain(configuration));
    ids.addAll(ChosenDirectory.domains(configuration).values());
    return ids.stream()
        .filter(id -> ChosenDirectory.kind(configuration, id) != ChosenDirectory.Kind.INTERNAL)
        .map(this::finding)
        .toList();
  }

  private Finding finding(String id) {
    Optional<String> store = configuration.find(ChosenDirectory.STORE, id);
    if (store.filter(name -> configuration.isSet(SqlSettings.DATA_SOURCE, name)).isPresent()) {
      return finding(
          id,
          Outcome.UNTRIED,
          "store." + store.get() + ".data-source: only the server sees its pools; it tells later");
    }
    return trouble(id)
        .map(words -> finding(id, Outcome.FAILS, "directory " + id + ": " + words))
        .orElseGet(() -> finding(id, Outcome.WORKS, ""));
  }

  private static Finding finding(String id, Outcome outcome, String words) {
    return new Finding("directory", id, outcome, words);
  }

  private Optional<String> trouble(String id) {
    var ground =
        new DirectorySources.Ground(
            instance, new Forgetting(), InstantSource.system(), Events.none());
    var servers = new DirectorySources.Servers(new Unpooled(), DirectoryTrial::unpooled);
    try (var sources = new DirectorySources(configuration, ground, servers, new Strangers());
        DirectorySource source = sources.open(id)) {
      return source.trouble();
    } catch (StoreException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static SqlPools.Lease unpooled(SqlConfig config) {
    return new SqlPools.Lease(Connections.reading(config), () -> {});
  }

  /// A session is opened for each question.
  private static final class Unpooled implements SessionPools {
    @Override
    public <S extends PooledSession> Sessions<S> open(
        PoolPlan plan, Class<S> type, SessionOpener opener) {
      return new Sessions<>(
          type, purpose -> new Only(opener.open(purpose)), plan.await(), () -> {});
    }
  }

  /// A session that nobody uses again.
  private record Only(PooledSession session) implements SessionLease {
    @Override
    public boolean isFresh() {
      return true;
    }

    @Override
    public void discard() {
      session.close();
    }

    @Override
    public void close() {
      session.close();
    }
  }

  /// Nothing is remembered: there is one question.
  private static final class Forgetting implements Cache.Factory {
    @Override
    public <K, V> Cache<K, V> create(Cache.Spec spec) {
      return new Empty<>();
    }
  }

  /// A cache without room.
  private static final class Empty<K, V> implements Cache<K, V> {
    @Override
    public @Nullable V get(K key) {
      return null;
    }

    @Override
    public V get(K key, Predicate<? super V> good, Renewal<? super K, V> loader) {
      return loader.load(key, null);
    }

    @Override
    public void put(K key, V value) {}

    @Override
    public void remove(K key) {}

    @Override
    public void clear() {}

    @Override
    public Statistics statistics() {
      return new Statistics(0, 0, 0, 0);
    }
  }

  /// Nobody has come before.
  private static final class Strangers implements DirectorySources.Past, Acquaintances {
    @Override
    public Acquaintances acquaintances(String directory) {
      return this;
    }

    @Override
    public boolean isKnown(String directory, String login) {
      return false;
    }

    @Override
    public Entry met(Entry entry) {
      return entry;
    }

    @Override
    public Answer<Entry> called(String login) {
      return new Answer.Unknown<>();
    }

    @Override
    public Answer<Entry> keyed(String key) {
      return new Answer.Unknown<>();
    }

    @Override
    public Answer<List<Identity>> receiving(String address) {
      return new Answer.Unknown<>();
    }

    @Override
    public List<String> beginning(String text, int limit) {
      return List.of();
    }

    @Override
    public void forget(String key) {}
  }
}
