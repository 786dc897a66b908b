package org.mailkeep.store.elasticsearch;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailkeep.kernel.ServerTrust;

/// How Elasticsearch is reached.
///
/// @param id of the store in the settings, for messages
/// @param place where it is
/// @param login empty for none
/// @param exchange how it is asked
/// @param bulk how much goes into one request
/// @param index what is kept there
public record ElasticsearchConfig(
    String id, Place place, Optional<Login> login, Exchange exchange, Bulk bulk, Index index) {

  /// Nodes of one cluster.
  ///
  /// @param setting the setting that names them, without `store.<id>.`
  /// @param nodes at least one
  /// @param trust whose certificates are taken for theirs
  public record Place(String setting, List<URI> nodes, ServerTrust trust) {
    public Place {
      nodes = List.copyOf(nodes);
      if (nodes.isEmpty()) {
        throw new IllegalArgumentException("no node");
      }
    }
  }

  /// Who logs in.
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /// How it is asked.
  ///
  /// @param timeout of an answer, with all that it takes to get it
  /// @param retries of a request that fails for the moment
  /// @param leastPause before the first retry; each doubles it
  /// @param mostPause between two
  /// @param connections that are open at once
  public record Exchange(
      Duration timeout, int retries, Duration leastPause, Duration mostPause, int connections) {}

  /// How much goes into one request.
  ///
  /// @param octets of its body, but for a single message that has more
  /// @param documents that are added or removed by it
  public record Bulk(long octets, int documents) {}

  /// What is kept there.
  ///
  /// @param name of the index
  /// @param shards of an index that is made
  /// @param replicas of each
  public record Index(String name, int shards, int replicas) {
    /// The name by which it is asked: an index that somebody deleted is never made by a write.
    public String alias() {
      return name + "-messages";
    }
  }
}
