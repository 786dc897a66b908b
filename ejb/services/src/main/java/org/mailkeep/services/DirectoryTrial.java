package org.mailkeep.services;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.caches.Caches;
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
    var servers = new DirectorySources.Servers(new Unpooled(), DirectoryTrial::unpooled);
    try (var caches = new Caches();
        var sources =
            new DirectorySources(configuration, ground(caches), servers, new Strangers());
        DirectorySource source = sources.open(id)) {
      return source.trouble();
    } catch (StoreException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private DirectorySources.Ground ground(Cache.Factory caches) {
    return new DirectorySources.Ground(instance, caches, InstantSource.system(), Events.none());
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
