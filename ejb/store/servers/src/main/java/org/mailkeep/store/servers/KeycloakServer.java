package org.mailkeep.store.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Keycloak, from a Maven artifact that the profile `servers` brings, with the realm `mail`: people
/// are `jane`, `john`, `boss`, who has the role `mail-admin`, and `fresh`, whose address nobody has
/// verified, each with the password `secret of NAME` and an address at `sso.example`. What it knows
/// is in memory: a stop makes it forget sessions and keys, and the next start reads the realm anew.
public final class KeycloakServer extends LocalServer {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final String ADMIN = "admin";
  private static final String REALM = "mail";
  private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

  private final Path programs;
  private final int management = FreePort.claim();
  private final int tlsPort = FreePort.claim();

  /// What asks about tokens: its name is the audience that tokens are for, and this its secret.
  public static final String OUR_SECRET = "mailkeep-secret";

  /// A client whose tokens are for us: its name and secret.
  public static final String MAIL = "mail:mail-secret";

  /// One whose tokens are good for two seconds.
  public static final String SHORT = "short:short-secret";

  /// One whose tokens are for others.
  public static final String CALENDAR = "calendar:calendar-secret";

  /// An answer of its.
  private record Answer(int status, String body) {}

  private KeycloakServer() throws IOException {
    super("keycloak");
    this.programs =
        new Archive("keycloak.zip", "keycloak").unpacked(KeycloakServer::build).resolve("x");
  }

  /// A server with the realm.
  public static KeycloakServer started() throws IOException {
    var server = new KeycloakServer();
    server.prepare();
    server.start();
    return server;
  }

  /// Fits the programs to the database once, which would else be done at each start.
  private static void build(Path folder) throws IOException {
    try (Stream<Path> unpacked = Files.list(folder)) {
      Path first = unpacked.filter(Files::isDirectory).findFirst().orElseThrow();
      Files.move(first, folder.resolve("x"));
    }
    Path script = folder.resolve("x/bin/kc.sh");
    Ground.run(
        List.of(
            "env",
            "JAVA_HOME=" + System.getProperty("java.home"),
            "sh",
            script.toString(),
            "build",
            "--db=dev-mem"),
        folder);
  }

  private void prepare() throws IOException {
    TestAuthority.write(folder(), "key.pem", "certificate.pem");
    for (String shared : List.of("lib", "conf", "providers", "themes")) {
      Files.createSymbolicLink(folder().resolve(shared), programs.resolve(shared));
    }
    Path realms = Files.createDirectories(folder().resolve("data/import"));
    Files.createDirectories(folder().resolve("data/tmp"));
    try (InputStream json = KeycloakServer.class.getResourceAsStream("realm.json")) {
      Files.copy(Objects.requireNonNull(json), realms.resolve(REALM + "-realm.json"));
    }
  }

  /// The issuer of the realm's tokens.
  public String issuer() {
    return "http://127.0.0.1:" + port() + "/realms/" + REALM;
  }

  /// The same realm by TLS, with a certificate of its [#authority].
  public String tlsIssuer() {
    return "https://127.0.0.1:" + tlsPort + "/realms/" + REALM;
  }

  /// An access token for a password, with the scopes `openid` and `email`.
  ///
  /// @param client such as [#MAIL]
  public String login(String client, String user) throws IOException {
    return login(client, user, "openid email");
  }

  /// The same with other scopes.
  public String login(String client, String user, String scope) throws IOException {
    return accessToken(
        post(
            issuer() + "/protocol/openid-connect/token",
            fields(
                client,
                "grant_type",
                "password",
                "username",
                user,
                "password",
                "secret of " + user,
                "scope",
                scope)));
  }

  /// Takes a token back (RFC 7009).
  public void revoke(String client, String token) throws IOException {
    Answer answer =
        post(issuer() + "/protocol/openid-connect/revoke", fields(client, "token", token));
    if (answer.status() != 200) {
      throw new IOException("revoke: " + answer);
    }
  }

  /// Asks the administration of the realm.
  ///
  /// @param path below the realm, such as `/components`
  /// @param json or empty for none
  public String administer(String method, String path, String json) throws IOException {
    String master = "http://127.0.0.1:" + port() + "/realms/master/protocol/openid-connect/token";
    String token =
        accessToken(
            post(
                master,
                List.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "admin-cli",
                    "username",
                    ADMIN,
                    "password",
                    ADMIN)));
    URI where = URI.create("http://127.0.0.1:" + port() + "/admin/realms/" + REALM + path);
    var question =
        HttpRequest.newBuilder(where)
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    Answer answer = ask(question.build());
    if (answer.status() >= 300) {
      throw new IOException(method + " " + path + ": " + answer);
    }
    return answer.body();
  }

  /// Has it sign with a new key.
  public void rotateKeys() throws IOException {
    administer(
        "POST",
        "/components",
        """
        {"name":"rsa-new","providerId":"rsa-generated",
         "providerType":"org.keycloak.keys.KeyProvider",
         "config":{"priority":["1000"],"enabled":["true"],"active":["true"],"keySize":["2048"]}}
        """);
  }

  private static String accessToken(Answer answer) throws IOException {
    Matcher found = TOKEN.matcher(answer.body());
    if (!found.find()) {
      throw new IOException("no token: " + answer);
    }
    return found.group(1);
  }

  /// Names and values by turns.
  private static List<String> fields(String client, String... more) {
    int colon = client.indexOf(':');
    List<String> fields = new ArrayList<>(List.of(more));
    fields.addAll(List.of("client_id", client.substring(0, colon)));
    fields.addAll(List.of("client_secret", client.substring(colon + 1)));
    return fields;
  }

  private static Answer post(String url, List<String> fields) throws IOException {
    List<String> form = new ArrayList<>();
    for (int i = 0; i < fields.size(); i += 2) {
      form.add(fields.get(i) + "=" + URLEncoder.encode(fields.get(i + 1), StandardCharsets.UTF_8));
    }
    return ask(
        HttpRequest.newBuilder(URI.create(url))
            .timeout(ANSWER)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(String.join("&", form)))
            .build());
  }

  private static Answer ask(HttpRequest request) throws IOException {
    try (var client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// As its own script starts it.
  @Override
  List<String> command() {
    List<String> line = new ArrayList<>();
    line.add("env");
    line.add("KC_BOOTSTRAP_ADMIN_USERNAME=" + ADMIN);
    line.add("KC_BOOTSTRAP_ADMIN_PASSWORD=" + ADMIN);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    for (String opened : List.of("util", "util.concurrent", "security")) {
      line.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    line.addAll(
        List.of(
            "-Dkc.home.dir=" + folder(),
            "-Djboss.server.config.dir=" + folder().resolve("conf"),
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Dkc.config.built=true",
            "-cp",
            folder().resolve("lib/quarkus-run.jar").toString(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
            "start",
            "--optimized",
            "--http-enabled=true",
            "--hostname-strict=false",
            "--http-host=127.0.0.1",
            "--http-port=" + port(),
            "--http-management-port=" + management,
            "--https-port=" + tlsPort,
            "--https-certificate-file=" + folder().resolve("certificate.pem"),
            "--https-certificate-key-file=" + folder().resolve("key.pem"),
            "--http-management-scheme=http",
            "--cache=local",
            "--import-realm"));
    return line;
  }

  /// As whoever runs the tests: it does not mind.
  @Override
  List<String> line() {
    return command();
  }

  @Override
  Duration patience() {
    return PATIENCE;
  }

  @Override
  Signals signals() {
    return new Signals("KILL", "TERM");
  }

  /// Whether it serves the realm.
  @Override
  boolean isReady(long pid) {
    try {
      var question =
          HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
              .timeout(ANSWER)
              .build();
      return ask(question).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
