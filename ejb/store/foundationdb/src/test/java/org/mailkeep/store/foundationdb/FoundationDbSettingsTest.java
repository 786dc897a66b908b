package org.mailkeep.store.foundationdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.spi.CommitQueue;

final class FoundationDbSettingsTest {
  private static final Path HOME = Path.of("/var/lib/mailkeep");

  @Test
  void nothingNeedsToBeSaid() {
    assertEquals(
        FoundationDbConfig.of("main", Path.of("/etc/foundationdb/fdb.cluster")), config(""));
  }

  @Test
  void readsAll() {
    FoundationDbConfig config =
        config(
            """
            cluster-file = "mail.cluster"
            key-prefix = "berlin"
            commit.queue = 9
            commit.timeout = "7s"
            transaction.timeout = "3s"
            transaction.retry-limit = 4
            transaction.max-retry-delay = "200ms"
            ids.machine = "m1"
            ids.datacenter = "d1"
            """);
    assertEquals(
        new FoundationDbConfig(
            "main",
            HOME.resolve("mail.cluster"),
            "berlin",
            new FoundationDbConfig.Limits(
                Duration.ofSeconds(3), OptionalInt.of(4), Duration.ofMillis(200)),
            new FoundationDbConfig.Place(Optional.of("m1"), Optional.of("d1")),
            new CommitQueue(9, Duration.ofSeconds(7))),
        config);
  }

  @Test
  void takesOldSpellings() {
    FoundationDbConfig config =
        config(
            """
            path = "/srv/fdb.cluster"
            transaction.machine-id = "m2"
            transaction.datacenter-id = "d2"
            """);
    assertEquals(Path.of("/srv/fdb.cluster"), config.clusterFile());
    assertEquals(Optional.of("m2"), config.place().machine());
    assertEquals(Optional.of("d2"), config.place().datacenter());
    assertEquals(
        Optional.of("d3"), config("transaction.data-center-id = \"d3\"").place().datacenter());
  }

  @Test
  void theClusterHearsOfThem() {
    var cluster = new FakeCluster();
    FoundationDbConfig config =
        config(
            """
            transaction.timeout = "3s"
            transaction.retry-limit = 4
            transaction.max-retry-delay = "200ms"
            ids.machine = "m1"
            ids.datacenter = "d1"
            """);
    FoundationDbBackend.over(config, cluster.database(), Chance.secure(), () -> {}).close();
    assertEquals("m1", cluster.text(21));
    assertEquals("d1", cluster.text(22));
    assertEquals(3_000, cluster.option(500));
    assertEquals(4, cluster.option(501));
    assertEquals(200, cluster.option(502));
    var plain = new FakeCluster();
    FoundationDbBackend.over(config(""), plain.database(), Chance.secure(), () -> {}).close();
    assertNull(plain.option(501), "as often as the time allows");
    assertNull(plain.text(21));
  }

  private static FoundationDbConfig config(String settings) {
    Configuration configuration =
        Configuration.of(
            "[store.main]\ntype = \"foundationdb\"\n" + settings,
            StoreSettings.class,
            FoundationDbSettings.class);
    return FoundationDbSettings.config(configuration, "main", HOME);
  }
}
