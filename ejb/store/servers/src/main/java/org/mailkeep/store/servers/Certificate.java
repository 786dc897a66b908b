package org.mailkeep.store.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Certificates that servers sign themselves, for `127.0.0.1`.
final class Certificate {
  private Certificate() {}

  /// Makes one that is good for two days.
  ///
  /// @param key name of the file that the key is written to, as PEM
  /// @param certificate name of the file that the certificate is written to, as PEM
  static void write(Path folder, String key, String certificate) throws IOException {
    Ground.run(
        List.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-keyout",
            key,
            "-out",
            certificate,
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=IP:127.0.0.1"),
        folder);
    Ground.own(folder.resolve(key));
    Ground.own(folder.resolve(certificate));
  }
}
