package org.mailkeep.directory.sql;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailkeep.directory.api.Answer;
import org.postgresql.ds.PGSimpleDataSource;

/// A server of PostgreSQL's protocol that lets everybody in and then says nothing any more, as one
/// behind a firewall that has forgotten the connection.
final class SilentServerTest {
  private static final Columns.Column NONE = new Columns.Column("", false);

  /// AuthenticationOk, ParameterStatus of server_version and client_encoding, ReadyForQuery.
  private static final String WELCOME =
      "520000000800000000"
          + "53000000187365727665725f76657273696f6e0031362e3000"
          + "5300000019636c69656e745f656e636f64696e67005554463800"
          + "5a0000000549";

  private final ServerSocket listener;

  SilentServerTest() throws IOException {
    listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  private void serve() {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              serve(listener.accept());
            }
          } catch (IOException e) {
            // The test is over.
            return;
          }
        });
  }

  private static void serve(Socket accepted) throws IOException {
    try (accepted) {
      var in = new DataInputStream(accepted.getInputStream());
      in.readNBytes(in.readInt() - Integer.BYTES);
      accepted.getOutputStream().write(HexFormat.of().parseHex(WELCOME));
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /// The pool's own connections wait for a minute.
  @Test
  @Timeout(30)
  void theDirectoryWaitsNoLongerThanItMay() throws SQLException {
    serve();
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {listener.getLocalPort()});
    source.setUser("anybody");
    source.setDatabaseName("any");
    source.setSslMode("disable");
    source.setAssumeMinServerVersion("16");
    source.setSocketTimeout(60);
    source.setCancelSignalTimeout(1);
    source.getConnection().close();
    var directory =
        new SqlDirectory(
            Map.of(Query.RECIPIENTS, PreparedQuery.of("SELECT name FROM emails WHERE address = ?")),
            new Columns(NONE, NONE, NONE, NONE, NONE, NONE),
            source,
            new SqlDirectory.Limits(Duration.ofSeconds(2), 100),
            () -> {});
    long begun = System.nanoTime();
    assertInstanceOf(Answer.Unavailable.class, directory.recipients("john@example.org"));
    long taken = System.nanoTime() - begun;
    assertTrue(taken > TimeUnit.SECONDS.toNanos(2), taken + " ns");
    assertTrue(taken < TimeUnit.SECONDS.toNanos(8), taken + " ns");
  }
}
