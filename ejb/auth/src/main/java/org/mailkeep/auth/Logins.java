package org.mailkeep.auth;

import java.net.InetAddress;
import java.util.Locale;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.telemetry.AuthEvent;
import org.mailkeep.telemetry.Events;

/// Logs in over protocols that have no session of their own, such as HTTP, where each request
/// carries credentials. Failures are events; successes are not, since there is one per request.
///
/// @param directory who knows
/// @param roles what they may do
/// @param events is told of failures
public record Logins(Directory directory, Roles roles, Events events) {
  private static final long NO_SESSION = 0;

  /// Checks credentials.
  ///
  /// @param protocol for events: `http`
  /// @param remote who asks
  public Login login(Credentials credentials, String protocol, InetAddress remote) {
    return switch (directory.authenticate(credentials)) {
      case Authentication.Authenticated(Account account) -> {
        Caller caller = roles.caller(account);
        yield caller.may(Permission.LOGIN)
            ? new Login.Accepted(caller)
            : refused(credentials, protocol, remote, "no permission to log in");
      }
      case Authentication.Rejected(var why) -> refused(credentials, protocol, remote, words(why));
      case Authentication.Unavailable(var reason) -> {
        events.emit(new AuthEvent.Unavailable(NO_SESSION, protocol, name(credentials), reason));
        yield new Login.Unavailable(reason);
      }
    };
  }

  private Login refused(
      Credentials credentials, String protocol, InetAddress remote, String reason) {
    events.emit(new AuthEvent.Failed(NO_SESSION, protocol, name(credentials), remote, reason));
    return new Login.Refused();
  }

  private static String words(Authentication.Reason why) {
    return why.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String name(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Password(var login, _) -> login;
      case Credentials.Bearer(var login, _) -> login;
    };
  }
}
