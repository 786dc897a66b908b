package org.mailkeep.settings;

import java.util.Optional;
import java.util.function.Consumer;
import org.mailkeep.kernel.Authorities;
import org.mailkeep.kernel.ServerTrust;

/// The two settings of a client of TLS that say whose certificates it takes: `tls.ca` and
/// `tls.allow-invalid-certs`, of something that has an id.
///
/// @param authorities in PEM
/// @param anyone whether any certificate will do
public record TrustSettings(Setting<String> authorities, Setting<Boolean> anyone) {

  /// Whose certificates are taken.
  ///
  /// @param id of a store or directory whose settings were checked
  public ServerTrust of(Configuration configuration, String id) {
    if (configuration.get(anyone, id)) {
      return new ServerTrust.Anyone();
    }
    return configuration
        .find(authorities, id)
        .<ServerTrust>map(pem -> new ServerTrust.Private(Authorities.of(pem)))
        .orElseGet(ServerTrust.Usual::new);
  }

  /// Reports authorities that are none, and such as nobody will ask: who names them expects neither
  /// clear text nor that any certificate will do.
  ///
  /// @param lacking what must be set for connections to be encrypted; empty when they are
  public void check(
      Configuration configuration,
      String id,
      Optional<String> lacking,
      Consumer<ConfigurationProblem> problems) {
    Optional<String> pem = configuration.find(authorities, id);
    if (pem.isEmpty()) {
      return;
    }
    lacking.ifPresent(
        what -> problems.accept(configuration.problem("needs " + what, authorities, id)));
    if (configuration.get(anyone, id)) {
      problems.accept(
          configuration.problem("does nothing with " + anyone.key(id), authorities, id));
    }
    try {
      Authorities.of(pem.get());
    } catch (IllegalArgumentException e) {
      problems.accept(configuration.problem(String.valueOf(e.getMessage()), authorities, id));
    }
  }
}
