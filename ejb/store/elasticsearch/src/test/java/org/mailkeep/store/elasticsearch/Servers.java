package org.mailkeep.store.elasticsearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.store.servers.ElasticsearchServer;
import org.mailkeep.store.servers.OpenSearchServer;
import org.mailkeep.store.servers.SearchServer;

/// The servers of this module's tests, each started once.
final class Servers {
  static final ElasticsearchConfig.Login LOGIN =
      new ElasticsearchConfig.Login(ElasticsearchServer.USER, ElasticsearchServer.PASSWORD);

  private static @Nullable ElasticsearchServer elasticsearch;
  private static @Nullable OpenSearchServer openSearch;
  private static int indexes;

  private Servers() {}

  static synchronized SearchServer elasticsearch() {
    ElasticsearchServer server = elasticsearch;
    if (server == null) {
      try {
        server = ElasticsearchServer.started();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      elasticsearch = server;
    }
    return server;
  }

  static synchronized SearchServer openSearch() {
    OpenSearchServer server = openSearch;
    if (server == null) {
      try {
        server = OpenSearchServer.started();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      openSearch = server;
    }
    return server;
  }

  /// How a new index is reached. Who needs no login at OpenSearch may send one.
  static synchronized ElasticsearchConfig config(String url) {
    return config(url, LOGIN, "index" + indexes++);
  }

  static ElasticsearchConfig config(String url, ElasticsearchConfig.Login login, String name) {
    return new ElasticsearchConfig(
        "words",
        new ElasticsearchConfig.Place("urls", List.of(URI.create(url)), new ServerTrust.Usual()),
        Optional.of(login),
        new ElasticsearchConfig.Exchange(
            Duration.ofMinutes(2), 3, Duration.ofMillis(20), Duration.ofMillis(200), 10),
        new ElasticsearchConfig.Bulk(1 << 20, 100),
        new ElasticsearchConfig.Index(name, 2, 0));
  }

  static ElasticsearchStore open(ElasticsearchConfig config) {
    return ElasticsearchStore.open(config, Chance.secure());
  }
}
