package org.mailkeep.store.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailkeep.kernel.ServerTrust;

/// How Redis is reached.
///
/// @param id of the store in the settings, for messages
/// @param kind of what the URLs name
/// @param servers at least one
/// @param login at the servers that hold the look-ups
/// @param encryption whose certificates are taken on all connections, by TLS; empty for clear text
/// @param exchange how it is asked
/// @param pool of connections
public record RedisConfig(
    String id,
    Kind kind,
    List<Server> servers,
    Login login,
    Optional<ServerTrust> encryption,
    Exchange exchange,
    Pool pool) {
  public RedisConfig {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("no server");
    }
  }

  /// What the URLs name.
  public sealed interface Kind {
    /// The one server.
    record Single() implements Kind {}

    /// Some servers of a cluster.
    ///
    /// @param readFromReplicas whether reads may be answered by replicas, which may be behind
    record Cluster(boolean readFromReplicas) implements Kind {}

    /// Sentinels, who know the server.
    ///
    /// @param master what they call it
    /// @param login at the sentinels themselves
    record Sentinel(String master, Login login) implements Kind {}
  }

  /// A server's place.
  public record Server(String host, int port) {}

  /// Who logs in.
  ///
  /// @param user empty for the default one
  /// @param password empty for none
  /// @param database number of it, usually 0
  public record Login(Optional<String> user, Optional<String> password, int database) {
    @Override
    public String toString() {
      return "Login[" + user.orElse("default") + "/" + database + "]";
    }
  }

  /// How it is asked.
  ///
  /// @param timeout of an answer
  /// @param retries of what may be asked twice
  /// @param leastPause before the first retry; each doubles it
  /// @param mostPause between two
  public record Exchange(Duration timeout, int retries, Duration leastPause, Duration mostPause) {}

  /// A pool of connections, one for each server of a cluster.
  ///
  /// @param most connections that are open at once
  /// @param create how long it may take to make one
  /// @param await how long somebody may wait for one
  /// @param recycle how long a check may take of one that was idle
  public record Pool(int most, Duration create, Duration await, Duration recycle) {}
}
