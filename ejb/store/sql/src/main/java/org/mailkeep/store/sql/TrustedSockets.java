package org.mailkeep.store.sql;

import org.mailkeep.kernel.Authorities;
import org.mailkeep.kernel.ServerTrust;
import org.postgresql.ssl.WrappedFactory;

/// What PostgreSQL's driver makes its TLS connections by when it verifies certificates; the driver
/// compares the names. Public, since the driver makes it by its name.
public final class TrustedSockets extends WrappedFactory {
  /// @param authorities in PEM; empty for those that this Java trusts
  public TrustedSockets(String authorities) {
    ServerTrust trust =
        authorities.isEmpty()
            ? new ServerTrust.Usual()
            : new ServerTrust.Private(Authorities.of(authorities));
    factory = trust.context().getSocketFactory();
  }
}
