package org.mailkeep.connections;

/// A pool of sessions with an LDAP server; by this name the container knows the kind of pool.
public interface LdapConnectionFactory extends SessionFactory {}
