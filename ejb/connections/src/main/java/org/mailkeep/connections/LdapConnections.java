package org.mailkeep.connections;

import java.util.List;

/// Connections to an LDAP server (RFC 4511). Safe for many threads; each call takes a bounded time.
public interface LdapConnections extends AutoCloseable {
  /// The entries that a search finds, with the identity of the service. References to other servers
  /// are passed over.
  ///
  /// @return those that came before the search's limit or the server's
  /// @throws LdapFailure when it fails otherwise, or the server cannot be asked
  List<LdapEntry> search(LdapSearch search) throws LdapFailure;

  /// Whether the server takes a name and a password. A connection that did this serves no search
  /// with that identity, then or later.
  ///
  /// @param name a DN, or what else the server takes for one
  /// @param password not empty: the server would take nothing for anonymous
  /// @return no when it says that they are wrong (result codes 49 and 50)
  /// @throws LdapFailure when it says anything else, or cannot be asked
  boolean bind(String name, String password) throws LdapFailure;

  /// Closes them.
  @Override
  void close();
}
