package org.mailkeep.wire.transport;

import java.util.Optional;
import org.mailkeep.kernel.Authorities;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;

/// Authorities whose clients' certificates a listener asks for.
final class ClientAuthorities {
  private ClientAuthorities() {}

  /// Those of a listener; empty when clients are not asked.
  ///
  /// @param id of `server.listener.<id>`; empty for one of the default set
  /// @throws IllegalArgumentException when the setting has no certificates
  static Optional<Authorities> of(Configuration configuration, Optional<String> id) {
    return id.flatMap(listener -> configuration.find(TlsSettings.LISTENER_CLIENT_CA, listener))
        .or(() -> configuration.find(TlsSettings.CLIENT_CA))
        .map(Authorities::of);
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
}
