package org.mailkeep.wire.connector;

import jakarta.resource.spi.ConnectionDefinition;
import org.mailkeep.connections.LdapConnectionFactory;
import org.mailkeep.connections.SessionLease;

/// Makes the connections of a pool to an LDAP server.
@ConnectionDefinition(
    connectionFactory = LdapConnectionFactory.class,
    connectionFactoryImpl = PoolFactory.class,
    connection = SessionLease.class,
    connectionImpl = Lease.class)
public final class LdapManagedFactory extends SessionManagedFactory {
  private static final long serialVersionUID = 1L;

  /// For the container.
  public LdapManagedFactory() {}
}
