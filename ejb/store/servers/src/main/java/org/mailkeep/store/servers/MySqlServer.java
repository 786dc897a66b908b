package org.mailkeep.store.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// MySQL 8, from a Maven artifact that the profile `servers` brings; it needs the system's
/// libraries `libaio1` and `libnuma1`.
public final class MySqlServer extends DatabaseServer {
  /// What a server does first, each time it starts.
  static final String FIRST =
      """
      CREATE DATABASE IF NOT EXISTS %1$s;
      CREATE USER IF NOT EXISTS '%2$s'@'%%' IDENTIFIED BY '%3$s';
      GRANT ALL ON %1$s.* TO '%2$s'@'%%';
      """
          .formatted(DATABASE, USER, PASSWORD);

  /// The binary log is off, or flushed with each commit.
  static final Map<String, String> FLUSHES =
      Map.of(
          "SELECT @@innodb_flush_log_at_trx_commit",
          "1",
          "SELECT @@innodb_doublewrite",
          "1",
          "SELECT @@log_bin = 0 OR @@sync_binlog = 1",
          "1");

  private final Path programs;
  private final Durability durability;

  private MySqlServer(Path programs, Durability durability, Site site) throws IOException {
    super("mysql", site);
    this.programs = programs;
    this.durability = durability;
  }

  /// Makes a database and starts a server on it.
  public static MySqlServer started(Durability durability) throws IOException {
    return started(durability, _ -> {});
  }

  /// The same in a folder that is prepared before.
  public static MySqlServer started(Durability durability, Site site) throws IOException {
    Path programs = new Archive("mysql-Linux-amd64.tar.gz", "mysql").unpacked();
    var server = new MySqlServer(programs, durability, site);
    List<String> line = new ArrayList<>(server.base());
    line.add("--initialize-insecure");
    Ground.run(Ground.asUser(line), server.folder());
    Files.writeString(server.folder().resolve("first.sql"), FIRST);
    server.start();
    return server;
  }

  @Override
  List<String> command() {
    Path data = folder().resolve("data");
    List<String> line = new ArrayList<>(base());
    line.addAll(
        List.of(
            "--lc-messages-dir=" + programs.resolve("share/english"),
            "--port=" + port(),
            "--bind-address=127.0.0.1",
            "--socket=" + folder().resolve("socket"),
            "--pid-file=" + data.resolve("pid"),
            "--mysqlx=OFF",
            "--skip-log-bin",
            "--performance-schema=OFF",
            "--innodb-buffer-pool-size=64M",
            "--init-file=" + folder().resolve("first.sql")));
    if (durability == Durability.NONE) {
      line.add("--innodb-flush-log-at-trx-commit=0");
    }
    return line;
  }

  private List<String> base() {
    return List.of(
        programs.resolve("bin/mysqld").toString(),
        "--no-defaults",
        "--basedir=" + programs,
        "--datadir=" + folder().resolve("data"));
  }

  @Override
  public Map<String, String> flushes() {
    return FLUSHES;
  }

  @Override
  Signals signals() {
    return new Signals("KILL", "TERM");
  }

  @Override
  boolean isReady(long pid) {
    return greets();
  }
}
