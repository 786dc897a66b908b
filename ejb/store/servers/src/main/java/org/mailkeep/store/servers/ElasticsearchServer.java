package org.mailkeep.store.servers;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Elasticsearch 8, from a Maven artifact that the profile `servers` brings: its core and its
/// security, without scripts, without other analysis than `standard`, `whitespace` and `keyword`.
public final class ElasticsearchServer extends SearchServer {
  /// Who may do all.
  public static final String USER = "mail";

  /// The user's password.
  public static final String PASSWORD = "secretsecret";

  /// Bcrypt of the password.
  private static final String HASH = "$2a$10$OX1vAD3D8y.RMaPPAjUI2u/bBrdaCwLpzQYqnCWlLgXeOJrR/lT8G";

  private static final String CERTIFICATE = "certificate.pem";
  private static final String KEY = "key.pem";

  private final boolean encrypted;

  private ElasticsearchServer(boolean encrypted) throws IOException {
    super("elasticsearch", new Archive("elasticsearch.zip", "elasticsearch"));
    this.encrypted = encrypted;
  }

  /// A server that holds nothing.
  public static ElasticsearchServer started() throws IOException {
    var server = new ElasticsearchServer(false);
    server.prepare("");
    server.start();
    return server;
  }

  /// A server that speaks TLS only, with a certificate of its [#authority].
  public static ElasticsearchServer startedWithTls() throws IOException {
    var server = new ElasticsearchServer(true);
    server.prepare(
        """
        xpack.security.http.ssl.key: key.pem
        xpack.security.http.ssl.certificate: certificate.pem
        """);
    server.start();
    return server;
  }

  /// Lets the user in or not, from some seconds on.
  public void admit(boolean admitted) throws IOException {
    Path users = folder().resolve("config/users");
    Path fresh = folder().resolve("config/users.fresh");
    Files.writeString(fresh, admitted ? USER + ":" + HASH + "\n" : "");
    Ground.own(fresh);
    Files.move(fresh, users, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public String url() {
    return (encrypted ? "https" : "http") + "://127.0.0.1:" + port();
  }

  @Override
  public String authority() throws IOException {
    return Files.readString(folder().resolve("config").resolve(TestAuthority.AUTHORITY));
  }

  @Override
  String login() {
    return USER + ":" + PASSWORD;
  }

  @Override
  HttpClient client() throws IOException {
    return encrypted
        ? HttpClient.newBuilder().sslContext(trusting()).build()
        : HttpClient.newHttpClient();
  }

  @Override
  List<String> command() {
    List<String> line = new ArrayList<>();
    line.addAll(
        List.of(
            "env",
            "--chdir=" + programs(),
            "ES_TMPDIR=" + folder().resolve("tmp"),
            "ES_JAVA_OPTS=-Xms512m -Xmx512m -XX:TieredStopAtLevel=1 -XX:-UseG1GC"
                + " -XX:+UseSerialGC"));
    line.addAll(
        java(
            "-Xmx64m",
            "-Dcli.name=server",
            "-Dcli.script=" + programs().resolve("bin/elasticsearch"),
            "-Dcli.libs=lib/tools/server-cli",
            "-Des.path.home=" + programs(),
            "-Des.path.conf=" + folder().resolve("config"),
            "-Des.distribution.type=zip",
            "-Des.java.type=ES_JAVA_HOME"));
    Path lib = programs().resolve("lib");
    line.addAll(List.of("-cp", lib + "/*:" + lib + "/cli-launcher/*"));
    line.add("org.elasticsearch.launcher.CliToolLauncher");
    return line;
  }

  private void prepare(String settings) throws IOException {
    configure(
        "elasticsearch.yml",
        """
        xpack.security.enabled: true
        xpack.security.enrollment.enabled: false
        xpack.security.transport.ssl.enabled: false
        xpack.security.http.ssl.enabled: %b
        %s
        """
            .formatted(encrypted, settings));
    admit(true);
    Path config = folder().resolve("config");
    Files.writeString(config.resolve("users_roles"), "superuser:" + USER + "\n");
    if (encrypted) {
      TestAuthority.write(config, KEY, CERTIFICATE);
    }
  }

  private SSLContext trusting() throws IOException {
    try (var in = Files.newInputStream(folder().resolve("config").resolve(CERTIFICATE))) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
