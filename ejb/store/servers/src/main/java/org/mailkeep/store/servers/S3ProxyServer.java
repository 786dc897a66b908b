package org.mailkeep.store.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// S3Proxy on a folder: S3's protocol, with signatures, from a Maven artifact.
public final class S3ProxyServer extends LocalServer {
  /// The bucket that there is.
  public static final String BUCKET = "mail";

  /// Who may use it.
  public static final String ACCESS_KEY = "AKIAMAILTEST";

  /// The key of who may.
  public static final String SECRET_KEY = "secretsecretsecret";

  private final String endpoint;

  private S3ProxyServer(String scheme) throws IOException {
    super("s3proxy");
    this.endpoint = scheme + "://127.0.0.1:" + port();
  }

  /// A server with an empty bucket.
  public static S3ProxyServer started() throws IOException {
    var server = new S3ProxyServer("http");
    server.start("s3proxy.endpoint=" + server.endpoint());
    return server;
  }

  /// The same by TLS only, with a certificate of its [#authority].
  public static S3ProxyServer startedWithTls() throws IOException {
    var server = new S3ProxyServer("https");
    TestAuthority.write(server.folder(), "key.pem", "certificate.pem");
    Ground.run(
        List.of(
            "openssl",
            "pkcs12",
            "-export",
            "-inkey",
            "key.pem",
            "-in",
            "certificate.pem",
            "-out",
            "keystore",
            "-passout",
            "pass:" + SECRET_KEY),
        server.folder());
    server.start(
        """
        s3proxy.secure-endpoint=%s
        s3proxy.keystore-path=%s
        s3proxy.keystore-password=%s
        """
            .formatted(server.endpoint(), server.folder().resolve("keystore"), SECRET_KEY));
    return server;
  }

  private void start(String place) throws IOException {
    Path data = folder().resolve("data");
    Files.createDirectories(data.resolve(BUCKET));
    Files.writeString(
        folder().resolve("s3proxy.conf"),
        """
        %s
        s3proxy.authorization=aws-v2-or-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        """
            .formatted(place, ACCESS_KEY, SECRET_KEY, data));
    start();
  }

  /// Where it is asked.
  public String endpoint() {
    return endpoint;
  }

  /// How many objects the bucket holds.
  public long objects() throws IOException {
    try (Stream<Path> files = Files.walk(folder().resolve("data").resolve(BUCKET))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Override
  List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-jar",
        Archive.program("s3proxy.jar").toString(),
        "--properties",
        folder().resolve("s3proxy.conf").toString());
  }

  @Override
  List<String> line() {
    return command();
  }

  @Override
  Signals signals() {
    return new Signals("KILL", "TERM");
  }

  @Override
  boolean isReady(long pid) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
