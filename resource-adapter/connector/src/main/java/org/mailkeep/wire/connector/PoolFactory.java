package org.mailkeep.wire.connector;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.io.Serializable;
import org.mailkeep.connections.ImapConnectionFactory;
import org.mailkeep.connections.LdapConnectionFactory;
import org.mailkeep.connections.LmtpConnectionFactory;
import org.mailkeep.connections.Purpose;
import org.mailkeep.connections.SessionLease;
import org.mailkeep.connections.SmtpConnectionFactory;
import org.mailkeep.connections.Unreachable;

/// A pool of the container, as those see it who use its sessions. All protocols have the same.
final class PoolFactory
    implements LdapConnectionFactory,
        ImapConnectionFactory,
        SmtpConnectionFactory,
        LmtpConnectionFactory,
        Serializable {
  private static final long serialVersionUID = 1L;

  private final ManagedConnectionFactory factory;
  private final transient ConnectionManager pool;

  PoolFactory(ManagedConnectionFactory factory, ConnectionManager pool) {
    this.factory = factory;
    this.pool = pool;
  }

  @Override
  public SessionLease lease(Purpose purpose) throws Unreachable {
    try {
      return (SessionLease) pool.allocateConnection(factory, new Request(purpose));
    } catch (ResourceException e) {
      throw new Unreachable(reason(e), e);
    }
  }

  /// What the session's opener said, or else the pool.
  private static String reason(ResourceException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Unreachable unreachable) {
        return String.valueOf(unreachable.getMessage());
      }
    }
    return String.valueOf(failure.getMessage());
  }
}
