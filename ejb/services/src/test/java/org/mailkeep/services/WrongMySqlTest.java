package org.mailkeep.services;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.MariaDbServer;
import org.mailkeep.store.servers.MySqlServer;

/// MySQL and MariaDB: what is wrong with one is told as it is with the other.
@Tag("servers")
final class WrongMySqlTest {
  private static MySqlServer mysql;
  private static MariaDbServer mariadb;

  @TempDir static Path instance;

  @BeforeAll
  static void startServers() throws IOException {
    mysql = MySqlServer.started(Durability.NONE);
    mariadb = MariaDbServer.started(Durability.NONE);
  }

  @AfterAll
  static void stopServers() throws IOException {
    mysql.close();
    mariadb.close();
  }

  private static TriedStore store(DatabaseServer server) {
    return TriedStore.database(instance, "mysql", server);
  }

  @Test
  void whatIsRightWorks() {
    store(mysql).works("timeout = \"9s\"");
    store(mariadb).works("timeout = \"9s\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          host                             | store.main.host     | needs it
          database                         | store.main.database | needs it
          host = "no-such-host.invalid"    | store.main.host     | no-such-host.invalid
          port = 1                         | store.main.port     | refused
          database = "nowhere"             | store.main.database | nowhere
          user = "nobody"                  | store.main.password | Access denied for user 'nobody'
          password = "wrong-secret"        | store.main.password | Access denied for user 'mail'
          password                         | store.main.password | Access denied for user 'mail'
          """)
  void whatIsWrongIsNamed(String replaced, String key, String because) {
    store(mysql).isRefused(replaced, key, because);
    store(mariadb).isRefused(replaced, key, because);
  }

  @Test
  void encryptionThatTheServerHasNotOrCannotProveIsNamed() {
    store(mariadb).isRefused("tls.enable = true", "store.main.tls.enable", "ssl");
    store(mysql).isRefused("tls.enable = true", "store.main.tls.ca", "certif");
    store(mysql).works("tls.enable = true; tls.allow-invalid-certs = true");
  }
}
