package org.mailkeep.directory.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A provider whose clock, keys and answers a test chooses. What it is asked it notes.
final class FakeProvider implements AutoCloseable {
  private static final RSAKey FIRST = newKey("first");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);

  /// Path and `Authorization` of each request.
  final List<String> asked = new CopyOnWriteArrayList<>();

  /// What the last request for tokens said.
  volatile Map<String, String> form = Map.of();

  /// What is answered in place of what is right, by path.
  final Map<String, Answer> instead = new ConcurrentHashMap<>();

  /// What introspection says of a token.
  final Map<String, Map<String, Object>> tokens = new ConcurrentHashMap<>();

  /// What codes are good for, once.
  final Map<String, Grant> grants = new ConcurrentHashMap<>();

  volatile RSAKey key;
  volatile Duration delay = Duration.ZERO;

  record Answer(int status, String body, Map<String, String> headers) {
    Answer(int status, String body) {
      this(status, body, Map.of());
    }
  }

  /// Tokens for a code.
  ///
  /// @param challenge whose verifier is asked for
  record Grant(String challenge, String access, String id) {}

  FakeProvider(InstantSource clock) throws IOException {
    this.clock = clock;
    this.key = FIRST;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2_048).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
  }

  /// What a good token says.
  JWTClaimsSet.Builder claims() {
    Instant now = clock.instant();
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .subject("5f1c")
        .audience(List.of("account", "mailkeep"))
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)))
        .claim("scope", "openid email profile")
        .claim("preferred_username", "john")
        .claim("name", "John Doe")
        .claim("email", "John@Example.org")
        .claim("email_verified", true);
  }

  /// A token with these claims, signed.
  String signed(JWTClaimsSet.Builder claims) {
    return signed(claims, key, JOSEObjectType.JWT);
  }

  static String signed(JWTClaimsSet.Builder claims, RSAKey key, JOSEObjectType type) {
    try {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).type(type).build();
      var token = new SignedJWT(header, claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How often a path was asked.
  long times(String path) {
    return asked.stream().filter(one -> one.startsWith(path + " ")).count();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replaceFirst("^/realm", "");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    asked.add(path + " " + authorization);
    try (exchange) {
      if (closing.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      Answer answer = instead.get(path);
      answer(exchange, answer == null ? right(path, body, authorization) : answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    byte[] octets = answer.body().getBytes(StandardCharsets.UTF_8);
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(answer.status(), octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
  }

  private Answer right(String path, String body, String authorization) {
    return switch (path) {
      case "/.well-known/openid-configuration" ->
          json(
              Map.of(
                  "issuer", issuer(),
                  "jwks_uri", issuer() + "/keys",
                  "authorization_endpoint", issuer() + "/authorize?theme=plain",
                  "token_endpoint", issuer() + "/token",
                  "end_session_endpoint", issuer() + "/logout",
                  "introspection_endpoint", issuer() + "/introspect",
                  "userinfo_endpoint", issuer() + "/userinfo"));
      case "/keys" -> json(new JWKSet(key).toPublicJWKSet().toJSONObject());
      case "/introspect" -> json(introspected(body));
      case "/userinfo" -> userinfo(authorization);
      case "/token" -> granted(fields(body));
      default -> new Answer(404, "");
    };
  }

  /// RFC 6749 §4.1.3, RFC 7636 §4.6.
  private Answer granted(Map<String, String> form) {
    this.form = form;
    Grant grant = grants.remove(form.getOrDefault("code", ""));
    if (grant == null
        || !grant.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
      return new Answer(400, "{\"error\":\"invalid_grant\"}");
    }
    return json(
        Map.of(
            "access_token",
            grant.access(),
            "id_token",
            grant.id(),
            "token_type",
            "Bearer",
            "expires_in",
            300));
  }

  static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The fields of a form or a query.
  static Map<String, String> fields(String form) {
    return Arrays.stream(form.split("&", -1))
        .map(field -> field.split("=", 2))
        .collect(
            Collectors.toMap(
                field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
  }

  private Map<String, Object> introspected(String body) {
    String token = body.replaceFirst("^token=([^&]*)&token_type_hint=access_token$", "$1");
    return tokens.getOrDefault(token, Map.of("active", false));
  }

  private Answer userinfo(String authorization) {
    Map<String, Object> said = tokens.get(authorization.replaceFirst("^Bearer ", ""));
    return said == null ? new Answer(401, "") : json(said);
  }

  private static Answer json(Map<String, Object> object) {
    return new Answer(200, JSONObjectUtils.toJSONString(object));
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }
}
