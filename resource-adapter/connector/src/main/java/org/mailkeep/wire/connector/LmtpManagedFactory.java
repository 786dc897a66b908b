package org.mailkeep.wire.connector;

import jakarta.resource.spi.ConnectionDefinition;
import org.mailkeep.connections.LmtpConnectionFactory;
import org.mailkeep.connections.SessionLease;

/// Makes the connections of a pool to an LMTP server.
@ConnectionDefinition(
    connectionFactory = LmtpConnectionFactory.class,
    connectionFactoryImpl = PoolFactory.class,
    connection = SessionLease.class,
    connectionImpl = Lease.class)
public final class LmtpManagedFactory extends SessionManagedFactory {
  private static final long serialVersionUID = 1L;

  /// For the container.
  public LmtpManagedFactory() {}
}
