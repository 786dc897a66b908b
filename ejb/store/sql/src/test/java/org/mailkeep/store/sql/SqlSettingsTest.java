package org.mailkeep.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.spi.CommitQueue;

class SqlSettingsTest {
  private static final Path HOME = Path.of("/instance");

  @Test
  void readsAServer() {
    SqlConfig config =
        config(
            """
            [store.s]
            type = "postgresql"
            host = "db.example.org"
            port = 5433
            database = "mail"
            user = "keeper"
            password = "secret"
            timeout = "3s"
            options = "-c search_path=mail"
            tls.enable = true
            pool.max-connections = 20
            pool.min-connections = 5
            pool.idle-timeout = "1m"
            pool.max-lifetime = "10m"
            commit.queue = 100
            commit.timeout = "5s"
            init.execute = ["CREATE TABLE a (b int)", "SELECT 1"]
            """);
    assertEquals(
        new SqlConfig(
            "s",
            SqlConfig.Kind.POSTGRESQL,
            new SqlConfig.Server(
                "db.example.org",
                5433,
                "mail",
                new SqlConfig.Login("keeper", "secret"),
                SqlConfig.Encryption.VERIFIED,
                "-c search_path=mail",
                Optional.empty()),
            new SqlConfig.Pool(20, 5, Duration.ofMinutes(1), Duration.ofMinutes(10)),
            Duration.ofSeconds(3),
            new CommitQueue(100, Duration.ofSeconds(5)),
            List.of("CREATE TABLE a (b int)", "SELECT 1")),
        config);
    assertEquals("db.example.org:5433/mail as keeper", config.where());
    assertFalse(config.toString().contains("secret"), config.toString());
  }

  @Test
  void everyOtherKeyHasADefault() {
    SqlConfig config =
        config(
            "[store.s]\ntype = \"mysql\"\nhost = \"h\"\ndatabase = \"d\"\n"
                + "max-allowed-packet = \"4m\"\ntls.allow-invalid-certs = true");
    assertEquals(
        new SqlConfig.Server(
            "h",
            3306,
            "d",
            new SqlConfig.Login("", ""),
            SqlConfig.Encryption.NONE,
            "",
            Optional.of(new DataSize(4 << 20))),
        config.place());
    assertEquals(
        new SqlConfig.Pool(10, 1, Duration.ofMinutes(5), Duration.ofMinutes(30)), config.pool());
    assertEquals(Duration.ofSeconds(15), config.timeout());
  }

  @ParameterizedTest
  @CsvSource({"timeout.connect", "timeout.wait", "pool.connect-timeout"})
  void takesOlderSpellingsOfTheTimeout(String key) {
    SqlConfig config =
        config("[store.s]\ntype = \"mysql\"\nhost = \"h\"\ndatabase = \"d\"\n" + key + " = \"9s\"");
    assertEquals(Duration.ofSeconds(9), config.timeout());
  }

  @Test
  void readsAFileAndAPoolOfTheContainer() {
    assertEquals(
        new SqlConfig.File(Path.of("/instance/mail.db")),
        config("[store.s]\ntype = \"sqlite\"\npath = \"mail.db\"").place());
    assertEquals(
        new SqlConfig.Container("jdbc/mail"),
        config("[store.s]\ntype = \"postgresql\"\ndata-source = \"jdbc/mail\"").place());
  }

  @Test
  void saysWhatIsMissing() {
    assertRefused("store.s.host", "type = \"postgresql\"\ndatabase = \"d\"");
    assertRefused("store.s.database", "type = \"mysql\"\nhost = \"h\"");
    assertRefused("store.s.path", "type = \"sqlite\"");
    assertRefused(
        "pool.min-connections",
        "type = \"mysql\"\nhost = \"h\"\ndatabase = \"d\"\n"
            + "pool.max-connections = 2\npool.min-connections = 3");
    assertRefused("store.s.type", "type = \"oracle\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no PEM", "-----BEGIN CERTIFICATE-----\\nAAAA\\n"})
  void authoritiesMustBeSome(String pem) {
    assertRefused(
        "store.s.tls.ca: holds no certificate in PEM",
        "type = \"mysql\"\nhost = \"h\"\ndatabase = \"d\"\ntls.ca = \"" + pem + "\"");
  }

  /// Whoever names authorities does not expect clear text.
  @ParameterizedTest
  @ValueSource(strings = {"", "tls.enable = false\n"})
  void authoritiesNeedTls(String tls) {
    String server = "type = \"mysql\"\nhost = \"h\"\ndatabase = \"d\"\n";
    assertRefused("store.s.tls.ca: needs store.s.tls.enable", server + tls + "tls.ca = \"no PEM\"");
  }

  @Test
  void authoritiesAreNotNamedWhereAnyCertificateWillDo() {
    assertRefused(
        "store.s.tls.ca: does nothing with store.s.tls.allow-invalid-certs",
        "type = \"mysql\"\nhost = \"h\"\ndatabase = \"d\"\ntls.enable = true\n"
            + "tls.allow-invalid-certs = true\ntls.ca = \"no PEM\"");
  }

  @Test
  void aStoreThatIsDisabledLacksNothing() {
    var configuration =
        Configuration.of(
            "[store.s]\ntype = \"postgresql\"\ndisable = true",
            StoreSettings.class,
            SqlSettings.class);
    assertEquals(List.of(), StoreSettings.enabled(configuration));
    assertRefused(
        "storage.data: store `s` is disabled",
        "type = \"postgresql\"\ndisable = true\n[storage]\ndata = \"s\"");
  }

  private static void assertRefused(String key, String store) {
    var problem = assertThrows(IllegalArgumentException.class, () -> config("[store.s]\n" + store));
    assertTrue(String.valueOf(problem.getMessage()).contains(key), problem.getMessage());
  }

  private static SqlConfig config(String toml) {
    Configuration configuration = Configuration.of(toml, StoreSettings.class, SqlSettings.class);
    return SqlSettings.config(configuration, "s", HOME);
  }
}
