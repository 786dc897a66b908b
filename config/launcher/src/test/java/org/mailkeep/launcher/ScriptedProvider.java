package org.mailkeep.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An OpenID Connect provider that says what a test wants, and keeps what it was asked.
final class ScriptedProvider implements AutoCloseable {
  /// Path, form and who asks, if they say.
  final List<String> asked = new ArrayList<>();

  /// What its discovery document says beside the issuer.
  final Map<String, Json> document = new HashMap<>();

  /// Done before an answer is given.
  Runnable first = () -> {};

  String issuer;

  private final Deque<Reply> replies = new ArrayDeque<>();
  private final HttpServer server;

  /// A status of 0 closes the connection.
  private record Reply(int status, String body) {}

  ScriptedProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    issuer = url();
    for (String one : List.of("token", "device_authorization", "revocation")) {
      document.put(one + "_endpoint", Json.of(url() + "/" + one));
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The next answer to a form.
  ScriptedProvider says(int status, String body) {
    replies.add(new Reply(status, body));
    return this;
  }

  /// An error of a token endpoint (RFC 6749 §5.2).
  ScriptedProvider fails(String error) {
    return says(400, "{\"error\":\"" + error + "\"}");
  }

  /// Says no more than that it has broken off.
  ScriptedProvider breaksOff() {
    return says(0, "");
  }

  /// Gives a code that is good for ten minutes.
  ///
  /// @param more members of the answer
  ScriptedProvider invites(String more) {
    return says(
        200,
        """
        {"device_code":"d/1","user_code":"WDJB-MJHT","verification_uri":"https://sso.example/device",
         "expires_in":600%s}
        """
            .formatted(more));
  }

  /// Gives tokens.
  ScriptedProvider gives(String access, String refresh) {
    return says(
        200,
        """
        {"access_token":"%s","refresh_token":"%s","token_type":"bearer","expires_in":300}
        """
            .formatted(access, refresh));
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/.well-known/openid-configuration")) {
        Map<String, Json> said = new HashMap<>(document);
        said.put("issuer", Json.of(issuer));
        answer(exchange, new Reply(200, new Json.Members(said).json()));
        return;
      }
      String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      List<String> fields = new ArrayList<>(List.of(form.split("&")));
      fields.sort(null);
      String who = exchange.getRequestHeaders().getFirst("Authorization");
      asked.add(path + " " + String.join("&", fields) + (who == null ? "" : " " + who));
      first.run();
      answer(exchange, replies.isEmpty() ? new Reply(500, "") : replies.remove());
    }
  }

  private static void answer(HttpExchange exchange, Reply reply) throws IOException {
    if (reply.status() == 0) {
      return;
    }
    byte[] octets = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
