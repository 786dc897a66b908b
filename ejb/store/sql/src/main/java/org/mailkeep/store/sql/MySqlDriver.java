package org.mailkeep.store.sql;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/// Connections of MariaDB's driver, which speaks to MySQL too.
final class MySqlDriver {
  private MySqlDriver() {}

  /// @param answer after which a server that does not answer counts as gone
  static DataSource of(SqlConfig.Server server, Duration connect, Duration answer)
      throws SQLException {
    var url = new StringBuilder("jdbc:mariadb://");
    boolean version6 = server.host().contains(":") && !server.host().startsWith("[");
    url.append(version6 ? "[" + server.host() + "]" : server.host());
    url.append(':').append(server.port()).append('/').append(encoded(server.database()));
    url.append("?allowMultiQueries=true&connectTimeout=").append(connect.toMillis());
    url.append("&socketTimeout=").append(answer.toMillis());
    url.append(
        switch (server.encryption().trust()) {
          // Without TLS a MySQL server's password check needs its key, from wherever it comes.
          case UNENCRYPTED -> "&sslMode=disable&allowPublicKeyRetrieval=true";
          case ANYBODY -> "&sslMode=trust";
          case VERIFIED -> "&sslMode=verify-full" + authorities(server.encryption());
        });
    server.packet().ifPresent(size -> url.append("&maxAllowedPacket=").append(size.bytes()));
    var source = new MariaDbDataSource(url.toString());
    source.setUser(server.login().user());
    source.setPassword(server.login().password());
    return source;
  }

  /// The driver takes them as they are, not as URLs have texts.
  private static String authorities(SqlConfig.Encryption encryption) {
    return encryption.authorities().isEmpty() ? "" : "&serverSslCert=" + encryption.authorities();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
