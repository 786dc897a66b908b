package org.mailkeep.store.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// PostgreSQL 18, from a Maven artifact.
public final class PostgreSqlServer extends DatabaseServer {
  /// The line of its pid file that says how it is.
  private static final int STATUS = 7;

  private final Path programs;
  private final Durability durability;

  private PostgreSqlServer(Path programs, Durability durability, Site site) throws IOException {
    super("postgresql", site);
    this.programs = programs;
    this.durability = durability;
  }

  /// Makes a database and starts a server on it.
  public static PostgreSqlServer started(Durability durability) throws IOException {
    return started(durability, _ -> {});
  }

  /// The same in a folder that is prepared before.
  public static PostgreSqlServer started(Durability durability, Site site) throws IOException {
    Path programs = new Archive("postgres-linux-x86_64.txz", "postgresql").unpacked();
    var server = new PostgreSqlServer(programs, durability, site);
    server.initialise();
    server.start();
    return server;
  }

  private void initialise() throws IOException {
    Path password = folder().resolve("password");
    Files.writeString(password, PASSWORD);
    Ground.own(password);
    run(
        "initdb",
        List.of("-U", USER, "-A", "scram-sha-256", "--pwfile=" + password, "-E", "UTF8"),
        List.of("--locale=C", "--no-sync", "--no-instructions"));
    Process single =
        new ProcessBuilder(
                Ground.asUser(
                    List.of(program("postgres"), "--single", "-D", data(), "-F", "postgres")))
            .redirectErrorStream(true)
            .redirectOutput(folder().resolve("single.log").toFile())
            .start();
    try (var in = single.getOutputStream()) {
      in.write(("CREATE DATABASE " + DATABASE + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    try {
      if (single.waitFor() != 0) {
        throw new IOException(Files.readString(folder().resolve("single.log")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void run(String program, List<String> first, List<String> more) throws IOException {
    List<String> line = new ArrayList<>(List.of(program(program), "-D", data()));
    line.addAll(first);
    line.addAll(more);
    Ground.run(Ground.asUser(line), folder());
  }

  @Override
  List<String> command() {
    List<String> line =
        new ArrayList<>(
            List.of(
                program("postgres"),
                "-D",
                data(),
                "-p",
                String.valueOf(port()),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "min_wal_size=32MB"));
    if (durability == Durability.NONE) {
      line.addAll(List.of("-c", "fsync=off", "-c", "full_page_writes=off"));
    }
    if (TestAuthority.hasCertified(folder())) {
      line.addAll(
          List.of("-c", "ssl=on", "-c", "ssl_cert_file=" + file(TestAuthority.CERTIFICATE)));
      line.addAll(List.of("-c", "ssl_key_file=" + file(TestAuthority.KEY)));
    }
    return line;
  }

  private Path file(String name) {
    return folder().resolve(name);
  }

  @Override
  public Map<String, String> flushes() {
    return Map.of(
        "SHOW fsync", "on", "SHOW synchronous_commit", "on", "SHOW full_page_writes", "on");
  }

  @Override
  Signals signals() {
    return new Signals("QUIT", "INT");
  }

  @Override
  boolean isReady(long pid) throws IOException {
    Path status = folder().resolve("data/postmaster.pid");
    if (!Files.exists(status)) {
      return false;
    }
    List<String> lines = Files.readAllLines(status);
    return lines.size() > STATUS
        && lines.getFirst().strip().equals(String.valueOf(pid))
        && lines.get(STATUS).strip().equals("ready");
  }

  private String data() {
    return folder().resolve("data").toString();
  }

  private String program(String name) {
    return programs.resolve("bin").resolve(name).toString();
  }
}
