package org.mailkeep.store.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// An authority of the tests, which signs certificates for `127.0.0.1`, by no other name.
///
/// @param folder where its key and certificate are
public record TestAuthority(Path folder) {
  /// Where its certificate is in its folder.
  static final String AUTHORITY = "authority.pem";

  private static final String AUTHORITY_KEY = "authority.key";

  /// Where a server's certificate is in its folder, and the key to it.
  static final String CERTIFICATE = "certificate.pem";

  static final String KEY = "certificate.key";

  /// Makes one.
  ///
  /// @param folder of its own
  public static TestAuthority in(Path folder) throws IOException {
    request(
        folder,
        List.of("-keyout", AUTHORITY_KEY, "-out", AUTHORITY, "-subj", "/CN=Authority of tests"));
    return new TestAuthority(folder);
  }

  /// A line of a configuration that names authorities.
  ///
  /// @param pem their certificates
  public static String setting(String pem) {
    return "tls.ca = \"\"\"\n" + pem + "\"\"\"\n";
  }

  /// Its certificate.
  public Path certificate() {
    return folder.resolve(AUTHORITY);
  }

  /// Makes one in a server's own folder, and the server's certificate.
  ///
  /// @param key name of the file that the server's key is written to, as PEM
  /// @param certificate name of the file that its certificate is written to, as PEM
  static void write(Path folder, String key, String certificate) throws IOException {
    in(folder).certify(folder, key, certificate);
  }

  /// Puts a certificate into the folder of a server, which then speaks TLS.
  public void certify(Path server) throws IOException {
    certify(server, KEY, CERTIFICATE);
  }

  private void certify(Path server, String key, String certificate) throws IOException {
    request(
        server,
        List.of(
            "-keyout",
            key,
            "-out",
            certificate,
            "-CA",
            certificate().toString(),
            "-CAkey",
            folder.resolve(AUTHORITY_KEY).toString(),
            "-subj",
            "/CN=server.example.org",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-addext",
            "basicConstraints=critical,CA:FALSE"));
    Ground.own(server.resolve(key));
    Ground.own(server.resolve(certificate));
  }

  /// Whether a server has one.
  static boolean hasCertified(Path server) {
    return Files.exists(server.resolve(CERTIFICATE));
  }

  private static void request(Path folder, List<String> more) throws IOException {
    Ground.run(
        Stream.concat(
                Stream.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
                more.stream())
            .toList(),
        folder);
  }
}
