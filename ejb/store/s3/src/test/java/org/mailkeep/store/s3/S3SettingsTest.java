package org.mailkeep.store.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreSettings;

class S3SettingsTest {
  private static final String LEAST =
      """
      store.b.type = "s3"
      store.b.bucket = "mail"
      store.b.region = "eu-central-1"
      """;

  @Test
  void aBucketOfAmazonNeedsLittle() {
    S3Config config = S3Settings.config(read(LEAST), "b");
    assertEquals(
        new S3Config(
            "b",
            new S3Config.Place(
                "mail", "eu-central-1", Optional.empty(), "", false, new ServerTrust.Usual()),
            new S3Config.Login.Surroundings(),
            new S3Config.Exchange(
                Duration.ofSeconds(30), 3, new DataSize(5 << 20), S3Config.Checksums.REQUIRED)),
        config);
  }

  @Test
  void readsAll() {
    S3Config config =
        S3Settings.config(
            read(
                LEAST
                    + """
                    store.b.endpoint = "https://s3.example.org:9000"
                    store.b.key-prefix = "a/"
                    store.b.tls.allow-invalid-certs = true
                    store.b.path-style = false
                    store.b.access-key = "who"
                    store.b.secret-key = "hush"
                    store.b.security-token = "soon over"
                    store.b.timeout = "5s"
                    store.b.max-retries = 7
                    store.b.part-size = "8m"
                    store.b.checksums = "supported"
                    """),
            "b");
    var url = Optional.of(URI.create("https://s3.example.org:9000"));
    assertEquals(
        new S3Config.Place("mail", "eu-central-1", url, "a/", false, new ServerTrust.Anyone()),
        config.place());
    assertEquals(new S3Config.Login.Keys("who", "hush", Optional.of("soon over")), config.login());
    assertEquals(
        new S3Config.Exchange(
            Duration.ofSeconds(5), 7, new DataSize(8 << 20), S3Config.Checksums.SUPPORTED),
        config.exchange());
    assertFalse(config.toString().contains("hush"), config.toString());
  }

  @Test
  void anEndpointHasItsBucketsInThePath() {
    Configuration configuration = read(LEAST + "store.b.endpoint = \"http://127.0.0.1:1\"");
    assertTrue(S3Settings.config(configuration, "b").place().pathStyle());
  }

  @Test
  void refusesWhatIsWrong() {
    refused("type s3 needs it", "store.b.type = \"s3\"\nstore.b.region = \"x\"");
    refused("type s3 needs it", "store.b.type = \"s3\"\nstore.b.bucket = \"x\"");
    refused("must be an http or https URL", LEAST + "store.b.endpoint = \"s3.example.org\"");
    refused("belong together", LEAST + "store.b.access-key = \"who\"");
    refused("from 5m to 1g", LEAST + "store.b.part-size = \"1m\"");
    String authorities = LEAST + "store.b.tls.ca = \"no PEM\"\n";
    refused("store.b.tls.ca: holds no certificate in PEM", authorities);
    refused(
        "store.b.tls.ca: needs https:// in store.b.endpoint",
        authorities + "store.b.endpoint = \"http://127.0.0.1:1\"");
    refused(
        "store.b.tls.ca: does nothing with store.b.tls.allow-invalid-certs",
        authorities + "store.b.tls.allow-invalid-certs = true");
    refused("keeps no data", LEAST + "storage.data = \"b\"");
    refused("keeps no look-ups", LEAST + "storage.lookup = \"b\"");
    read(LEAST + "storage.blob = \"b\"");
  }

  private static void refused(String because, String toml) {
    var problem = assertThrows(IllegalArgumentException.class, () -> read(toml));
    assertTrue(String.valueOf(problem.getMessage()).contains(because), problem.getMessage());
  }

  private static Configuration read(String toml) {
    return Configuration.of(toml, StoreSettings.class, S3Settings.class);
  }
}
