package org.mailkeep.imap;

import java.util.List;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.telemetry.AuthEvent;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;

/// LOGIN, and AUTHENTICATE once its exchange is done (RFC 9051 §6.2.2, §6.2.3).
final class Login {
  private static final String PROTOCOL = "imap";

  private final ImapBackend backend;

  Login(ImapBackend backend) {
    this.backend = backend;
  }

  Answer run(Session session, Command.Login command, ImapRules rules) {
    if (!Offer.mayLogIn(session.wire(), rules)) {
      return Answer.no(Code.Simple.PRIVACYREQUIRED, "Use TLS first");
    }
    if (!command.authorizeAs().isEmpty()
        && !command.authorizeAs().equalsIgnoreCase(command.user())) {
      return Answer.no(Code.Simple.AUTHORIZATIONFAILED, "No such right");
    }
    Credentials credentials = new Credentials.Password(command.user(), command.password());
    long connection = session.wire().peer().connection();
    return switch (backend.directory().authenticate(credentials)) {
      case Authentication.Authenticated(var account) -> {
        session.loggedIn(backend.accounts().open(account.id()));
        backend
            .events()
            .emit(new AuthEvent.Accepted(connection, PROTOCOL, account.login(), "password"));
        Code code = new Code.Capability(Offer.to(session.wire(), rules));
        yield Answer.ok(List.of(), code, "Logged in");
      }
      case Authentication.Rejected(var why) -> rejected(session, command, rules, why);
      case Authentication.Unavailable(var reason) -> {
        backend
            .events()
            .emit(new AuthEvent.Unavailable(connection, PROTOCOL, command.user(), reason));
        yield Answer.no(Code.Simple.UNAVAILABLE, "Try again later");
      }
    };
  }

  private Answer rejected(
      Session session, Command.Login command, ImapRules rules, Authentication.Reason why) {
    var peer = session.wire().peer();
    backend
        .events()
        .emit(
            new AuthEvent.Failed(
                peer.connection(), PROTOCOL, command.user(), peer.address(), why.name()));
    return session.loginFailed() >= rules.maxFailures()
        ? Answer.bye(Code.Simple.AUTHENTICATIONFAILED, "Too many failed logins")
        : Answer.no(Code.Simple.AUTHENTICATIONFAILED, "Wrong name or password");
  }
}
