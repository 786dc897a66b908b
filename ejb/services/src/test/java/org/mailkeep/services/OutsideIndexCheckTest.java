package org.mailkeep.services;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.search.IndexCheckContract;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.elasticsearch.ElasticsearchConfig;
import org.mailkeep.store.elasticsearch.ElasticsearchStore;
import org.mailkeep.store.servers.OpenSearchServer;

/// The check of an index in OpenSearch.
@Tag("servers")
final class OutsideIndexCheckTest extends IndexCheckContract {
  private static OpenSearchServer server;

  private ElasticsearchStore store;

  @SuppressWarnings("NullAway.Init") // the contract calls open first
  OutsideIndexCheckTest() {}

  @BeforeAll
  static void start() throws IOException {
    server = OpenSearchServer.started();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  protected SearchStore open(MailFixture mail) throws IOException {
    store = ElasticsearchStore.open(config(server.url(), "checked"), Chance.secure());
    return store;
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    server.ask("DELETE", "/checked", "");
  }

  /// How an index is reached that tests may ask impatiently.
  static ElasticsearchConfig config(String url, String name) {
    return new ElasticsearchConfig(
        "words",
        new ElasticsearchConfig.Place("urls", List.of(URI.create(url)), new ServerTrust.Usual()),
        Optional.empty(),
        new ElasticsearchConfig.Exchange(
            Duration.ofSeconds(30), 1, Duration.ofMillis(5), Duration.ofMillis(10), 4),
        new ElasticsearchConfig.Bulk(1 << 20, 100),
        new ElasticsearchConfig.Index(name, 1, 0));
  }
}
