package org.mailkeep.wire.connector;

import jakarta.resource.spi.ConnectionDefinition;
import org.mailkeep.connections.SessionLease;
import org.mailkeep.connections.SmtpConnectionFactory;

/// Makes the connections of a pool to an SMTP server.
@ConnectionDefinition(
    connectionFactory = SmtpConnectionFactory.class,
    connectionFactoryImpl = PoolFactory.class,
    connection = SessionLease.class,
    connectionImpl = Lease.class)
public final class SmtpManagedFactory extends SessionManagedFactory {
  private static final long serialVersionUID = 1L;

  /// For the container.
  public SmtpManagedFactory() {}
}
