package org.mailkeep.services;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.mailkeep.auth.KerberosSettings;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.oidc.OidcSettings;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.sasl.Gssapi;
import org.mailkeep.wire.sasl.KerberosLogin;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.Negotiate;
import org.mailkeep.wire.sasl.TokenSource;

/// The mechanisms that the server speaks: all, and GSSAPI where it has a keytab.
final class Kerberos {
  private Kerberos() {}

  /// @throws IllegalStateException when the keytab has no such key
  static Mechanisms mechanisms(Configuration configuration) {
    Mechanisms all = Mechanisms.standard(Chance.secure(), tokens(configuration));
    return login(configuration).map(ours -> all.with(new Gssapi(ours.acceptor()))).orElse(all);
  }

  /// What takes tickets of browsers; empty without a keytab.
  ///
  /// @throws IllegalStateException when the keytab has no such key
  static Optional<Negotiate> negotiate(Configuration configuration) {
    return login(configuration).map(ours -> new Negotiate(ours.acceptor()));
  }

  /// The provider that clients are sent to: of several the first.
  private static TokenSource tokens(Configuration configuration) {
    return Stream.concat(
            ChosenDirectory.chain(configuration).stream(),
            ChosenDirectory.domains(configuration).values().stream())
        .filter(id -> ChosenDirectory.kind(configuration, id) == ChosenDirectory.Kind.OIDC)
        .findFirst()
        .map(id ->
            new TokenSource(
                OidcSettings.scope(configuration, id),
                OidcSettings.discovery(configuration, id).orElse("")))
        .orElse(TokenSource.UNKNOWN);
  }

  private static Optional<KerberosLogin> login(Configuration configuration) {
    String principal = configuration.get(KerberosSettings.PRINCIPAL);
    return configuration.find(KerberosSettings.KEYTAB).map(keytab -> login(keytab, principal));
  }

  private static KerberosLogin login(String keytab, String principal) {
    try {
      return KerberosLogin.ofService(Path.of(keytab), principal);
    } catch (LoginException e) {
      throw new IllegalStateException(
          KerberosSettings.KEYTAB.key() + " " + keytab + ": " + e.getMessage(), e);
    }
  }
}
