package org.mailkeep.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// A server that says what a test wants, and keeps what it was asked.
final class ScriptedApi implements AutoCloseable {
  final List<String> asked = new ArrayList<>();
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final HttpServer server;
  private final Path folder;
  private String authorization = "";

  private record Reply(int status, String body) {}

  ScriptedApi(Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  /// The next answer.
  ScriptedApi says(int status, String body) {
    replies.add(new Reply(status, body));
    return this;
  }

  /// Runs a command as the launcher does.
  String run(String input, String... line) throws Exception {
    var command = Commands.find(line[0]).orElseThrow();
    var words = Arrays.asList(line).subList(1, line.length);
    Arguments arguments = Arguments.parse(words, command.flags());
    var known = new HashSet<>(command.flags());
    known.addAll(command.options());
    arguments.allow(known);
    var printed = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    var environment = Map.of("MAILKEEP_URL", url(), "MAILKEEP_PASSWORD", "the administrator's");
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    command.run(
        new Context(
            new Project(folder), new InstanceFolder(folder), environment::get, in, out, out),
        arguments);
    return printed.toString(StandardCharsets.UTF_8);
  }

  String authorization() {
    return authorization;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).strip());
    Reply reply = replies.isEmpty() ? new Reply(500, "") : replies.remove();
    byte[] octets = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
