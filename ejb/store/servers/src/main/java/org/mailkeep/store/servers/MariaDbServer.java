package org.mailkeep.store.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// MariaDB, as Debian's package `mariadb-server` has it.
public final class MariaDbServer extends DatabaseServer {
  private final Durability durability;

  private MariaDbServer(Durability durability, Site site) throws IOException {
    super("mariadb", site);
    this.durability = durability;
  }

  /// Makes a database and starts a server on it.
  public static MariaDbServer started(Durability durability) throws IOException {
    return started(durability, _ -> {});
  }

  /// The same in a folder that is prepared before.
  public static MariaDbServer started(Durability durability, Site site) throws IOException {
    var server = new MariaDbServer(durability, site);
    Ground.run(
        Ground.asUser(
            List.of(
                "mariadb-install-db",
                "--no-defaults",
                "--datadir=" + server.folder().resolve("data"),
                "--auth-root-authentication-method=normal",
                "--skip-test-db")),
        server.folder());
    Files.writeString(server.folder().resolve("first.sql"), MySqlServer.FIRST);
    server.start();
    return server;
  }

  @Override
  List<String> command() {
    Path folder = folder();
    List<String> line =
        new ArrayList<>(
            List.of(
                "mariadbd",
                "--no-defaults",
                "--datadir=" + folder.resolve("data"),
                "--socket=" + folder.resolve("data/socket"),
                "--pid-file=" + folder.resolve("data/pid"),
                "--port=" + port(),
                "--bind-address=127.0.0.1",
                "--init-file=" + folder.resolve("first.sql"),
                "--innodb-buffer-pool-size=64M",
                "--innodb-log-file-size=64M"));
    if (durability == Durability.NONE) {
      line.add("--innodb-flush-log-at-trx-commit=0");
    }
    if (TestAuthority.hasCertified(folder)) {
      line.add("--ssl-cert=" + folder.resolve(TestAuthority.CERTIFICATE));
      line.add("--ssl-key=" + folder.resolve(TestAuthority.KEY));
    }
    return line;
  }

  @Override
  public Map<String, String> flushes() {
    return MySqlServer.FLUSHES;
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
