package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.Sources;

final class IdleSettingsTest {

  /// A certificate, as a file writes it between quotation marks.
  private static final String AUTHORITY =
      """
      -----BEGIN CERTIFICATE-----\\n\
      MIIBbzCCARWgAwIBAgIUanyv3TuIMuFWgeB8HNrHbfpC0gMwCgYIKoZIzj0EAwIw\\n\
      DDEKMAgGA1UEAwwBYTAgFw0yNjExMzAwNDE3NTVaGA8yMTI2MTEwNjA0MTc1NVow\\n\
      DDEKMAgGA1UEAwwBYTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIHg8bqAep9l\\n\
      3vpLzKLRYEpNBku8G3gbDsncBCBwVr4Vyitbg1R7BzZn0cXAMWuD/yXAmUBoLsPY\\n\
      ewjBPZmINjSjUzBRMB0GA1UdDgQWBBRE2f8TpUNTGnxgI9Hb5psDaOC2vzAfBgNV\\n\
      HSMEGDAWgBRE2f8TpUNTGnxgI9Hb5psDaOC2vzAPBgNVHRMBAf8EBTADAQH/MAoG\\n\
      CCqGSM49BAMCA0gAMEUCIQC9XRC5n0euek0AZ0cmeboGW/WWmx8HQEM09pIxxlF/\\n\
      JwIgRFqhQV+fJTuu8jkDSp9uIE6/2VAdmwjSl0Myry39HJg=\\n\
      -----END CERTIFICATE-----\\n\
      """;

  /// A store of each kind with what it reads.
  private static final String OF_USE =
      """
      storage.lookup = "a"
      [store.a]
      type = "rocksdb"
      path = "data"
      settings.min-blob-size = 16834
      pool.workers = 4
      purge.frequency = "0 3 *"
      [store.b]
      type = "foundationdb"
      path = "/etc/foundationdb/fdb.cluster"
      transaction.machine-id = "m"
      key-prefix = "berlin"
      [store.c]
      type = "mysql"
      host = "db.example.org"
      port = 3307
      database = "mail"
      user = "keeper"
      password = "secret"
      max-allowed-packet = "4m"
      timeout.wait = "15s"
      tls.enable = true

      tls.allow-invalid-certs = true
      pool.min-connections = 5
      init.execute = ["SELECT 1"]
      [store.d]
      type = "s3"
      bucket = "b"
      region = "r"
      profile = "p"
      security-token = "t"
      key-prefix = "mail/"
      compression = "lz4"
      [store.e]
      type = "redis"
      redis-type = "cluster"
      urls = ["redis://a.example.org"]
      username = "u"
      password = "p"
      read-from-replicas = true
      retries = 3
      max-retry-wait = "1s"
      min-retry-wait = "50ms"
      pool.create-timeout = "3s"
      [store.f]
      type = "elasticsearch"
      url = "https://search.example.org:9200"
      user = "mail"
      password = "secret"
      tls.allow-invalid-certs = true
      index.shards = 3
      index.replicas = 0
      timeout = "20s"
      retry.total = 2
      [store.g]
      type = "memory"
      format = "map"
      values = ["a 1"]
      comment = "//"
      separator = "="
      [store.rests]
      type = "fs"
      disable = true
      bucket = "b"
      """;

  private static final String OF_NO_USE =
      """
      [storage]
      data = "light"
      blob = "files"
      lookup = "forgetful"
      [cache]
      shard = 32
      mailbox.size = 2048
      [bayes.cache]
      capacity = 8192
      [jmap.folders]
      inbox.name = "Inbox"
      sent.aliases = ["Sent", "Sent Mail"]
      shared.name = "Others"
      [imap]
      protocol.uidplus = true
      [store.light]
      type = "sqlite"
      path = "mail.db"
      pool.workers = 4
      pool.max-connections = 16
      host = "db.example.org"
      query.name = "SELECT ?"
      query.recipeints = "SELECT ?"
      query.spammers = "SELECT ?"
      comment = "#"
      tls.ca = "%s"
      purge.frequency = "0 3 *"
      [store.list]
      type = "memory"
      format = "list"
      values = ["a", "https://lists.example.org/domains"]
      [store.files]
      type = "fs"
      path = "files"
      purge.frequency = "0 3 *"
      [store.forgetful]
      type = "memory"
      purge.frequency = "0 3 *"
      """
          .formatted(AUTHORITY);

  @Test
  void tellsOfWhatDoesNothing() {
    assertEquals(
        Set.of(
            "store.light.pool.workers does nothing in a store of type sqlite",
            "store.light.query.recipeints is asked by rules only; a directory asks recipients",
            "store.light.host does nothing in a store of type sqlite",
            "store.light.query.name does nothing in a store of type sqlite",
            "store.light.purge.frequency does nothing in a store that has no blobs or look-ups",
            "store.light.comment does nothing in a store of type sqlite",
            "store.light.tls.ca does nothing in a store of type sqlite",
            "cache.shard does nothing",
            "cache.bayes.capacity is about a cache that nobody uses yet",
            "jmap.folders.inbox.name does nothing",
            "jmap.folders.sent.aliases does nothing",
            "imap.protocol.uidplus does nothing"),
        Set.copyOf(idle(OF_NO_USE)));
  }

  @Test
  void saysNothingOfWhatIsOfUse() {
    assertEquals(List.of(), idle(OF_USE));
  }

  private static List<String> idle(String toml) {
    var reader = new ConfigurationReader(Catalogue.all(), Sources.none());
    var reading = reader.read("text", toml);
    var accepted =
        assertInstanceOf(ConfigurationReader.Accepted.class, reading, reading.toString());
    return IdleSettings.of(accepted.configuration());
  }
}
