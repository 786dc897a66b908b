package org.mailkeep.store.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Redis, as Debian's package `redis-server` has it. Nothing is written to disk.
public final class RedisServer extends LocalServer {
  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final String KEY = "key.pem";
  private static final String CERTIFICATE = "certificate.pem";

  private final List<String> options;

  private RedisServer(String name, List<String> options) throws IOException {
    super(name);
    this.options = List.copyOf(options);
  }

  /// One server.
  ///
  /// @param options as on its command line, such as `--requirepass`, `secret`
  public static RedisServer started(String... options) throws IOException {
    var server = new RedisServer("redis", List.of(options));
    server.start();
    return server;
  }

  /// One server that speaks TLS only, with a certificate of its [#authority].
  public static RedisServer startedWithTls(String... options) throws IOException {
    var server = new RedisServer("redis", List.of(options));
    TestAuthority.write(server.folder(), KEY, CERTIFICATE);
    server.start();
    return server;
  }

  /// A sentinel, for a configuration file in a folder of its own.
  static RedisServer sentinel(String configuration) throws IOException {
    var server = new RedisServer("sentinel", List.of());
    Files.writeString(server.folder().resolve("sentinel.conf"), configuration);
    server.start();
    return server;
  }

  /// Asks it something.
  ///
  /// @param question as on the command line of `redis-cli`
  /// @return what it answers
  public String ask(String... question) throws IOException {
    List<String> line = new ArrayList<>(List.of("redis-cli", "-h", "127.0.0.1", "-p", "" + port()));
    int password = options.indexOf("--requirepass");
    if (password >= 0) {
      line.addAll(List.of("-a", options.get(password + 1), "--no-auth-warning"));
    }
    line.addAll(List.of(question));
    return Ground.run(line, folder());
  }

  private boolean hasTls() {
    return Files.exists(folder().resolve(CERTIFICATE));
  }

  @Override
  List<String> command() {
    Path sentinel = folder().resolve("sentinel.conf");
    if (Files.exists(sentinel)) {
      return List.of("redis-sentinel", sentinel.toString(), "--port", "" + port());
    }
    List<String> line = new ArrayList<>(List.of("redis-server", "--bind", "127.0.0.1"));
    line.addAll(List.of("--dir", "" + folder(), "--save", "", "--appendonly", "no"));
    if (hasTls()) {
      line.addAll(List.of("--port", "0", "--tls-port", "" + port(), "--tls-auth-clients", "no"));
      line.addAll(List.of("--tls-cert-file", CERTIFICATE, "--tls-key-file", KEY));
    } else {
      line.addAll(List.of("--port", "" + port()));
    }
    line.addAll(options);
    return line;
  }

  @Override
  List<String> line() {
    return command();
  }

  @Override
  Signals signals() {
    return new Signals("KILL", "TERM");
  }

  /// Whether it answers, be it that it wants a password.
  @Override
  boolean isReady(long pid) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 1_000);
      if (hasTls()) {
        return true;
      }
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write(PING);
      int first = socket.getInputStream().read();
      return first == '+' || first == '-';
    } catch (IOException e) {
      return false;
    }
  }
}
