package org.mailkeep.directory.remote;

import java.util.Optional;
import org.mailkeep.connections.PooledSession;
import org.mailkeep.connections.Purpose;
import org.mailkeep.connections.Sessions;
import org.mailkeep.connections.Unreachable;
import org.mailkeep.wire.sasl.ClientIdentity;

/// Whose credentials are right: logs in at the server. Safe for many threads.
record Logins(Sessions<? extends LoginSession> sessions) implements AutoCloseable {
  /// What the server says.
  LoginAnswer check(ClientIdentity identity) {
    try {
      return sessions.use(Purpose.LOGINS, session -> session.logIn(identity));
    } catch (Unreachable e) {
      return new LoginAnswer.Unclear(String.valueOf(e.getMessage()));
    }
  }

  /// Why nobody can log in now.
  Optional<String> trouble() {
    return trouble(sessions, Purpose.LOGINS);
  }

  /// Why no session can be had.
  static Optional<String> trouble(Sessions<? extends PooledSession> sessions, Purpose purpose) {
    try {
      boolean good = sessions.use(purpose, PooledSession::isGood);
      return good ? Optional.empty() : Optional.of("the server does not answer");
    } catch (Unreachable e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    sessions.close();
  }
}
