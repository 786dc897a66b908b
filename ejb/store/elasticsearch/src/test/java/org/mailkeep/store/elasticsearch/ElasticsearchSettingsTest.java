package org.mailkeep.store.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreSettings;

final class ElasticsearchSettingsTest {
  private static final String TYPE =
      """
      store.w.type = "elasticsearch"
      """;

  private static final String LEAST =
      TYPE
          + """
          store.w.url = "http://127.0.0.1:9200/"
          """;

  @Test
  void aUrlIsEnough() {
    assertEquals(
        new ElasticsearchConfig(
            "w",
            new ElasticsearchConfig.Place(
                "urls", List.of(URI.create("http://127.0.0.1:9200")), new ServerTrust.Usual()),
            Optional.empty(),
            new ElasticsearchConfig.Exchange(
                Duration.ofSeconds(30), 3, Duration.ofMillis(50), Duration.ofSeconds(1), 10),
            new ElasticsearchConfig.Bulk(5 << 20, 1_000),
            new ElasticsearchConfig.Index("mailkeep", 3, 0)),
        ElasticsearchSettings.config(read(LEAST), "w"));
  }

  @Test
  void readsAll() {
    ElasticsearchConfig config =
        ElasticsearchSettings.config(
            read(
                TYPE
                    + """
                    store.w.urls = ["https://a.example.org:9200/es", "https://b.example.org"]
                    store.w.user = "mail"
                    store.w.password = "hush"
                    store.w.tls.allow-invalid-certs = true
                    store.w.timeout = "1s"
                    store.w.retry.total = 5
                    store.w.retry.min-wait = "1ms"
                    store.w.retry.max-wait = "2ms"
                    store.w.pool.max-connections = 4
                    store.w.bulk.max-size = "1m"
                    store.w.bulk.max-documents = 7
                    store.w.index.name = "other-mail"
                    store.w.index.shards = 1
                    store.w.index.replicas = 2
                    storage.fts = "w"
                    """),
            "w");
    assertEquals(
        new ElasticsearchConfig.Place(
            "urls",
            List.of(
                URI.create("https://a.example.org:9200/es"), URI.create("https://b.example.org")),
            new ServerTrust.Anyone()),
        config.place());
    assertEquals(Optional.of(new ElasticsearchConfig.Login("mail", "hush")), config.login());
    assertEquals(
        new ElasticsearchConfig.Exchange(
            Duration.ofSeconds(1), 5, Duration.ofMillis(1), Duration.ofMillis(2), 4),
        config.exchange());
    assertEquals(new ElasticsearchConfig.Bulk(1 << 20, 7), config.bulk());
    assertEquals(new ElasticsearchConfig.Index("other-mail", 1, 2), config.index());
    assertFalse(config.toString().contains("hush"), config.toString());
  }

  @Test
  void aCloudIdNamesTheServer() {
    String id = "mail:cmVnaW9uLmV4YW1wbGUuY29tJGFiMTIkY2QzNA==";
    ElasticsearchConfig config =
        ElasticsearchSettings.config(read(TYPE + "store.w.cloud-id = \"" + id + "\""), "w");
    assertEquals(
        new ElasticsearchConfig.Place(
            "cloud-id",
            List.of(URI.create("https://ab12.region.example.com:443")),
            new ServerTrust.Usual()),
        config.place());
  }

  @Test
  void refusesWhatIsWrong() {
    refused("store.w.urls: a store of type elasticsearch needs it", TYPE);
    refused("and not both", LEAST + "store.w.cloud-id = \"mail:cmVnJGFi\"");
    refused("as Elastic's cloud shows it", TYPE + "store.w.cloud-id = \"mail\"");
    refused("must be URLs", TYPE + "store.w.urls = [\"http://a\", \"redis://b\"]");
    refused("must be URLs", TYPE + "store.w.url = \"http://me:secret@127.0.0.1\"");
    refused("goes with a password", LEAST + "store.w.user = \"mail\"");
    refused("store.w.index.name", LEAST + "store.w.index.name = \"Mail\"");
    refused("from 64k to 90m", LEAST + "store.w.bulk.max-size = \"200m\"");
    String authorities = "store.w.tls.ca = \"no PEM\"\n";
    String encrypted = LEAST.replace("http:", "https:") + authorities;
    refused("store.w.tls.ca: needs https:// in store.w.urls", LEAST + authorities);
    refused(
        "store.w.tls.ca: needs https:// in store.w.urls",
        TYPE + "store.w.urls = [\"https://a\", \"http://b\"]\n" + authorities);
    refused("store.w.tls.ca: holds no certificate in PEM", encrypted);
    refused(
        "store.w.tls.ca: does nothing with store.w.tls.allow-invalid-certs",
        encrypted + "store.w.tls.allow-invalid-certs = true");
    refused("keeps no data", LEAST + "storage.data = \"w\"");
    refused("keeps no blobs", LEAST + "storage.blob = \"w\"");
    refused("keeps no look-ups", LEAST + "storage.lookup = \"w\"");
    read(LEAST + "storage.fts = \"w\"");
  }

  private static void refused(String because, String toml) {
    var problem = assertThrows(IllegalArgumentException.class, () -> read(toml));
    assertTrue(String.valueOf(problem.getMessage()).contains(because), problem.getMessage());
  }

  private static Configuration read(String toml) {
    return Configuration.of(toml, StoreSettings.class, ElasticsearchSettings.class);
  }
}
