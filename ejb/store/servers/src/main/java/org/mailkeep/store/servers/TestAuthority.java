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
  private static final String AUTHORITY = "authority.pem";
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

  /// Its certificate.
  public Path certificate() {
    return folder.resolve(AUTHORITY);
  }

  /// Puts a certificate into the folder of a server, which then speaks TLS.
  public void certify(Path server) throws IOException {
    request(
        server,
        List.of(
            "-keyout",
            KEY,
            "-out",
            CERTIFICATE,
            "-CA",
            certificate().toString(),
            "-CAkey",
            folder.resolve(AUTHORITY_KEY).toString(),
            "-subj",
            "/CN=database.example.org",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-addext",
            "basicConstraints=critical,CA:FALSE"));
    Ground.own(server.resolve(KEY));
    Ground.own(server.resolve(CERTIFICATE));
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
