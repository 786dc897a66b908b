package org.mailkeep.store.sql;

import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// Connections of PostgreSQL's driver.
final class PostgreSqlDriver {
  /// Statements that a connection remembers: a few for each table.
  private static final int STATEMENTS = 512;

  /// What the planner knows too little of to choose itself: tables that grew since it looked, in
  /// which nothing is ever asked for but by key. A reader that was forgotten ends.
  private static final String SESSION =
      "-c enable_seqscan=off -c jit=off -c idle_in_transaction_session_timeout=60s";

  /// Seconds that are waited for a server that is asked to give up a statement: one that does not
  /// answer does not answer this either.
  private static final int CANCEL = 2;

  private PostgreSqlDriver() {}

  /// @param answer after which a server that does not answer counts as gone
  static DataSource of(SqlConfig.Server server, Duration connect, Duration answer) {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {server.host()});
    source.setPortNumbers(new int[] {server.port()});
    source.setDatabaseName(server.database());
    source.setUser(server.login().user());
    source.setPassword(server.login().password());
    source.setConnectTimeout(seconds(connect));
    source.setLoginTimeout(seconds(connect));
    source.setSocketTimeout(seconds(answer));
    source.setCancelSignalTimeout(CANCEL);
    source.setTcpKeepAlive(true);
    source.setApplicationName("Mailkeep");
    source.setPreparedStatementCacheQueries(STATEMENTS);
    source.setOptions((SESSION + " " + server.options()).strip());
    encrypt(source, server.encryption());
    return source;
  }

  private static void encrypt(PGSimpleDataSource source, SqlConfig.Encryption encryption) {
    switch (encryption.trust()) {
      case UNENCRYPTED -> source.setSslMode("disable");
      case ANYBODY -> source.setSslMode("require");
      case VERIFIED -> {
        source.setSslMode("verify-full");
        source.setSslfactory(TrustedSockets.class.getName());
        source.setSslFactoryArg(encryption.authorities());
      }
    }
  }

  private static int seconds(Duration duration) {
    return (int) Math.max(1, duration.toSeconds());
  }
}
