package org.mailkeep.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Properties;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// The authorities that this Java trusts: those of the file that `javax.net.ssl.trustStore` names,
/// or else the JDK's own. Application servers name a file that opens with a password only, and tell
/// Java none, which then reads nobody in it.
final class JavaTrust {
  /// The password that such files have unless somebody changed it.
  private static final String PASSWORD = "changeit";

  private JavaTrust() {}

  static X509ExtendedTrustManager judge() {
    try {
      X509ExtendedTrustManager judge = ExplainedTrust.by(null);
      return judge.getAcceptedIssuers().length > 0 ? judge : judge(System.getProperties());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java trusts nobody", e);
    }
  }

  /// Opens the file with its password, and the JDK's own when that cannot be opened.
  ///
  /// @param properties of the virtual machine
  static X509ExtendedTrustManager judge(Properties properties)
      throws GeneralSecurityException, IOException {
    String named = properties.getProperty("javax.net.ssl.trustStore", "");
    String password = properties.getProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    KeyStore opened = named.isEmpty() ? null : opened(Path.of(named), password);
    if (opened != null) {
      return ExplainedTrust.by(opened);
    }
    Path own = Path.of(properties.getProperty("java.home"), "lib", "security", "cacerts");
    return ExplainedTrust.by(KeyStore.getInstance(own.toFile(), (char[]) null));
  }

  /// @return null when there is nobody in it
  private static @Nullable KeyStore opened(Path file, String password)
      throws GeneralSecurityException {
    if (!Files.isReadable(file)) {
      return null;
    }
    try {
      KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
      return store.size() > 0 ? store : null;
    } catch (IOException e) {
      System.getLogger(JavaTrust.class.getName())
          .log(System.Logger.Level.WARNING, "cannot open " + file + ": " + e.getMessage());
      return null;
    }
  }
}
