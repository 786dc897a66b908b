package org.mailkeep.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.TestAuthority;
import org.mailkeep.store.servers.TestPool;

/// A server that speaks TLS with the certificate of an authority that nobody knows but who is told.
abstract class EncryptionContract {
  private final String type;
  private final String question;

  private TestAuthority authority;
  private DatabaseServer server;

  @TempDir Path folder = Path.of("");

  /// @param question whose answer says how the connection that it comes by is encrypted
  EncryptionContract(String type, String question) {
    this.type = type;
    this.question = question;
  }

  /// Starts a server in a folder that the authority prepares.
  abstract DatabaseServer started(DatabaseServer.Site site) throws IOException;

  @BeforeEach
  final void start() throws IOException {
    authority = TestAuthority.in(Files.createDirectories(folder.resolve("ours")));
    server = started(authority::certify);
  }

  @AfterEach
  final void stop() throws IOException {
    server.close();
  }

  @Test
  final void aCertificateIsChecked() throws IOException, SQLException {
    String ours = Files.readString(authority.certificate());
    String others =
        Files.readString(
            TestAuthority.in(Files.createDirectories(folder.resolve("theirs"))).certificate());
    String enabled = "tls.enable = true\n";
    serves(config("127.0.0.1", enabled + TestAuthority.setting(ours)));
    serves(
        config(
            "127.0.0.1",
            enabled + TestAuthority.setting("Theirs, then ours:\n" + others + "\n" + ours)));
    serves(config("127.0.0.1", enabled + "tls.allow-invalid-certs = true"));
    isRefused(config("127.0.0.1", enabled + TestAuthority.setting(others)), "store.db.tls.ca: ");
    isRefused(config("127.0.0.1", enabled), "store.db.tls.ca: ");
    isRefused(config("localhost", enabled + TestAuthority.setting(ours)), "store.db.host: ");
  }

  private void serves(SqlConfig config) throws SQLException {
    try (Connection connection = Connections.of(config).getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      String version = answer.getString(answer.getMetaData().getColumnCount());
      assertTrue(version.startsWith("TLSv1."), version);
    }
    var pool = new TestPool(Connections.of(config), 2, 5_000);
    try (var store = SqlBackend.open(config, pool.source(), pool::close)) {
      assertEquals(0, store.counter(Subspace.QUOTA, new byte[1]));
    }
  }

  private static void isRefused(SqlConfig config, String key) {
    var refused =
        assertThrows(
            StoreException.Unavailable.class,
            () -> Connections.probe(config, Connections.of(config)));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith(key + "no connection to "), message);
  }

  private SqlConfig config(String host, String more) {
    String toml =
        """
        [store.db]
        type = "%s"
        host = "%s"
        port = %d
        database = "%s"
        user = "%s"
        password = "%s"
        %s
        """
            .formatted(
                type,
                host,
                server.port(),
                DatabaseServer.DATABASE,
                DatabaseServer.USER,
                DatabaseServer.PASSWORD,
                more);
    Configuration configuration = Configuration.of(toml, StoreSettings.class, SqlSettings.class);
    return SqlSettings.config(configuration, "db", folder);
  }
}
