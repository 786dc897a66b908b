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

  private S3ProxyServer() throws IOException {
    super("s3proxy");
  }

  /// A server with an empty bucket.
  public static S3ProxyServer started() throws IOException {
    var server = new S3ProxyServer();
    Path data = server.folder().resolve("data");
    Files.createDirectories(data.resolve(BUCKET));
    Files.writeString(
        server.folder().resolve("s3proxy.conf"),
        """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=aws-v2-or-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        """
            .formatted(server.port(), ACCESS_KEY, SECRET_KEY, data));
    server.start();
    return server;
  }

  /// Where it is asked.
  public String endpoint() {
    return "http://127.0.0.1:" + port();
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
