package org.mailkeep.wire.transport;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;

/// Authorities whose clients' certificates a listener asks for.
final class ClientAuthorities {
  private ClientAuthorities() {}

  /// Those of a listener; none when clients are not asked.
  ///
  /// @param id of `server.listener.<id>`; empty for one of the default set
  /// @throws IllegalArgumentException when the setting has no certificates
  static List<X509Certificate> of(Configuration configuration, Optional<String> id) {
    Optional<String> text =
        id.flatMap(listener -> configuration.find(TlsSettings.LISTENER_CLIENT_CA, listener))
            .or(() -> configuration.find(TlsSettings.CLIENT_CA));
    try {
      return text.isEmpty() ? List.of() : Pem.certificates(text.get());
    } catch (Pem.Malformed e) {
      throw new IllegalArgumentException(e.getMessage());
    }
  }

  /// What is wrong with a listener's.
  static Optional<ConfigurationProblem> problem(Configuration configuration, String id) {
    try {
      of(configuration, Optional.of(id));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(
          configuration.problem(
              String.valueOf(e.getMessage()), TlsSettings.LISTENER_CLIENT_CA, id));
    }
  }

  /// Trusts certificates that these have signed, for clients.
  static TrustManager[] trust(List<X509Certificate> authorities) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("authority-" + i, authorities.get(i));
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("authorities cannot be trusted", e);
    }
  }
}
