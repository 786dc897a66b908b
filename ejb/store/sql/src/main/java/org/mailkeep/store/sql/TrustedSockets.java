package org.mailkeep.store.sql;

import org.mailkeep.kernel.Authorities;
import org.mailkeep.kernel.ServerTrust;
import org.postgresql.ssl.WrappedFactory;

/// What PostgreSQL's driver makes its TLS connections by when a store names authorities of its own;
/// the driver compares the names. Public, since the driver makes it by its name.
public final class TrustedSockets extends WrappedFactory {
  /// @param authorities in PEM
  public TrustedSockets(String authorities) {
    factory = new ServerTrust.Private(Authorities.of(authorities)).context().getSocketFactory();
  }
}
