package org.mailkeep.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;

/// The authorities that the application server trusts: those of the JDK when the domain is made, as
/// the distribution's own list is as old as the distribution; an administrator adds others with
/// keytool. They are no secret, so the file is written without encryption (PKCS #12 as JDKs have
/// theirs): deriving keys for it would take a twentieth of each start.
final class TrustStore {
  private static final String PROTECTION = "keystore.pkcs12.certProtectionAlgorithm";
  private static final String INTEGRITY = "keystore.pkcs12.macAlgorithm";

  private TrustStore() {}

  /// Writes the JDK's authorities to a file.
  ///
  /// @param stock the distribution's, taken as they are when the JDK's cannot be read
  static void make(Path file, Path stock) throws IOException {
    Path jdk = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    if (!Files.isReadable(jdk) || !written(file, jdk)) {
      Files.copy(stock, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Whether there was an authority to write.
  private static boolean written(Path file, Path jdk) throws IOException {
    KeyStore theirs;
    try {
      theirs = KeyStore.getInstance(jdk.toFile(), (char[]) null);
    } catch (IOException | GeneralSecurityException e) {
      return false;
    }
    try {
      KeyStore ours = KeyStore.getInstance("PKCS12");
      ours.load(null, null);
      for (String alias : Collections.list(theirs.aliases())) {
        if (theirs.isCertificateEntry(alias)) {
          ours.setCertificateEntry(alias, theirs.getCertificate(alias));
        }
      }
      if (ours.size() == 0) {
        return false;
      }
      store(ours, file);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void store(KeyStore ours, Path file) throws IOException, GeneralSecurityException {
    System.setProperty(PROTECTION, "NONE");
    System.setProperty(INTEGRITY, "NONE");
    try (OutputStream out = Files.newOutputStream(file)) {
      ours.store(out, null);
    } finally {
      System.clearProperty(PROTECTION);
      System.clearProperty(INTEGRITY);
    }
  }
}
