package org.mailkeep.wire.connector;

import jakarta.resource.spi.ConnectionDefinition;
import org.mailkeep.connections.ImapConnectionFactory;
import org.mailkeep.connections.SessionLease;

/// Makes the connections of a pool to an IMAP server.
@ConnectionDefinition(
    connectionFactory = ImapConnectionFactory.class,
    connectionFactoryImpl = PoolFactory.class,
    connection = SessionLease.class,
    connectionImpl = Lease.class)
public final class ImapManagedFactory extends SessionManagedFactory {
  private static final long serialVersionUID = 1L;

  /// For the container.
  public ImapManagedFactory() {}
}
