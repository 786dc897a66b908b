package org.mailkeep.directory.remote;

import org.mailkeep.connections.PooledSession;
import org.mailkeep.connections.SessionLost;
import org.mailkeep.wire.sasl.ClientIdentity;

/// A session in which credentials can be tried.
interface LoginSession extends PooledSession {
  /// Tries to log in. A session in which that went well is not good for anything else.
  ///
  /// @throws SessionLost when the server ends the session before it has answered
  LoginAnswer logIn(ClientIdentity identity) throws SessionLost;
}
