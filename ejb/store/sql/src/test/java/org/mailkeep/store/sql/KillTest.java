package org.mailkeep.store.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.servers.DatabaseServer;
import org.mailkeep.store.servers.Durability;
import org.mailkeep.store.servers.MariaDbServer;
import org.mailkeep.store.servers.MySqlServer;
import org.mailkeep.store.servers.PostgreSqlServer;
import org.mailkeep.store.servers.TestPool;

/// What was acknowledged survives `kill -9` of the process that commits, and of the database
/// server, and no batch is done in part. The databases flush as they do by default, which is asked
/// for and printed.
class KillTest {
  private static final int ROUNDS = 2;
  private static final int WRITERS = 8;

  /// Tells a whole line from one that was cut off.
  private static final String END = ".";

  private static final byte[] COUNTER = {1};

  @TempDir Path folder = Path.of("");

  @Test
  void onPostgreSql() throws Exception {
    try (var server = PostgreSqlServer.started(Durability.FLUSHED)) {
      SqlConfig config = Databases.server(SqlConfig.Kind.POSTGRESQL, server);
      assertFlushes(config, server);
      rounds(config, "POSTGRESQL", server);
    }
  }

  @Test
  void onSqlite() throws Exception {
    SqlConfig config = Databases.file(folder.resolve("mail.sqlite"));
    Databases.sqlite(folder).close();
    assertSetting(config, "PRAGMA journal_mode", "wal");
    assertSetting(config, "PRAGMA synchronous", "2");
    rounds(config, folder.resolve("mail.sqlite").toString(), null);
  }

  @Test
  @Tag("servers")
  void onMariaDb() throws Exception {
    try (var server = MariaDbServer.started(Durability.FLUSHED)) {
      onMySql(server);
    }
  }

  @Test
  @Tag("servers")
  void onMySql() throws Exception {
    try (var server = MySqlServer.started(Durability.FLUSHED)) {
      onMySql(server);
    }
  }

  private static void onMySql(DatabaseServer server) throws Exception {
    SqlConfig config = Databases.server(SqlConfig.Kind.MYSQL, server);
    assertFlushes(config, server);
    rounds(config, "MYSQL", server);
  }

  private static void assertFlushes(SqlConfig config, DatabaseServer server) throws Exception {
    for (var setting : server.flushes().entrySet()) {
      assertSetting(config, setting.getKey(), setting.getValue());
    }
  }

  private static void assertSetting(SqlConfig config, String query, String expected)
      throws Exception {
    try (var connection = Connections.of(config).getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      assertTrue(result.next());
      String value = result.getString(1);
      PrintStream out = System.out;
      out.println(config.where() + ": " + query + " = " + value);
      assertEquals(expected, value);
    }
  }

  /// @param server to be killed too; null when there is none
  private static void rounds(SqlConfig config, String argument, @Nullable DatabaseServer server)
      throws Exception {
    var random = new SplittableRandom();
    List<Long> acknowledged = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      int lines = acknowledged.size() + random.nextInt(50, 500);
      Process child = child(argument, server == null ? 0 : server.port());
      try {
        read(child, acknowledged, lines);
        if (server != null && round % 2 == 1) {
          server.kill();
        }
      } finally {
        child.toHandle().destroyForcibly();
      }
      read(child, acknowledged, Integer.MAX_VALUE);
      assertTrue(acknowledged.size() >= lines, "it ended by itself");
      assertTrue(child.waitFor(10, TimeUnit.SECONDS));
      if (server != null && round % 2 == 1) {
        server.start();
      }
      check(config, acknowledged);
    }
  }

  private static void read(Process child, List<Long> acknowledged, int lines) throws IOException {
    BufferedReader output = child.inputReader();
    while (acknowledged.size() < lines) {
      String line = output.readLine();
      if (line == null) {
        return;
      }
      if (line.endsWith(END)) {
        acknowledged.add(Long.parseLong(line.substring(0, line.length() - END.length())));
      }
    }
  }

  private static void check(SqlConfig config, List<Long> acknowledged) {
    var pool = new TestPool(Connections.of(config), 4, 5_000);
    try (DataBackend backend = SqlBackend.open(config, pool.source(), pool::close)) {
      for (long number : acknowledged) {
        assertArrayEquals(value(number), backend.get(Subspace.EMAIL, Keys.of(number).bytes()));
      }
      List<Entry> records = all(backend, Subspace.EMAIL);
      List<Entry> chunks = all(backend, Subspace.BLOB_CHUNK);
      assertEquals(records.size(), chunks.size());
      assertEquals(records.size(), backend.counter(Subspace.QUOTA, COUNTER));
      for (int i = 0; i < records.size(); i++) {
        assertArrayEquals(records.get(i).key(), chunks.get(i).key());
        assertArrayEquals(records.get(i).value(), chunks.get(i).value());
      }
    }
  }

  private static List<Entry> all(DataBackend backend, Subspace space) {
    return backend.scan(space, Range.all(), Direction.UP, Integer.MAX_VALUE);
  }

  private static byte[] value(long number) {
    var value = new byte[(int) (number % 3_000)];
    Arrays.fill(value, (byte) number);
    return value;
  }

  /// @param argument a kind of server, or the file of SQLite
  private static Process child(String argument, int port) throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes,
            Writer.class.getName(),
            argument,
            String.valueOf(port));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /// Commits numbered batches for ever and prints the numbers of those that are committed.
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws InterruptedException {
      PrintStream out = System.out;
      int port = Integer.parseInt(arguments[1]);
      SqlConfig config =
          port == 0
              ? Databases.file(Path.of(arguments[0]))
              : Databases.server(SqlConfig.Kind.valueOf(arguments[0]), port);
      var pool = new TestPool(Connections.of(config), 4, 5_000);
      DataBackend backend = SqlBackend.open(config, pool.source(), pool::close);
      var numbers = new AtomicLong(backend.counter(Subspace.QUOTA, COUNTER) * 1_000);
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(Thread.startVirtualThread(() -> write(backend, numbers, out)));
      }
      for (Thread each : writers) {
        each.join();
      }
    }

    private static void write(DataBackend backend, AtomicLong numbers, PrintStream out) {
      while (!Thread.currentThread().isInterrupted()) {
        long number = numbers.incrementAndGet();
        byte[] key = Keys.of(number).bytes();
        backend.commit(
            new Batch()
                .put(Subspace.EMAIL, key, value(number))
                .add(Subspace.QUOTA, COUNTER, 1)
                .put(Subspace.BLOB_CHUNK, key, value(number)));
        out.println(number + END);
      }
    }
  }
}
