package org.mailkeep.imap;

import java.util.List;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.telemetry.AuthEvent;
import org.mailkeep.telemetry.ImapEvent;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;

/// LOGIN, and AUTHENTICATE once its exchange is done (RFC 9051 §6.2.2, §6.2.3).
final class Login {
  private static final String PROTOCOL = "imap";

  private final ImapBackend backend;
  private final AccountUses uses;

  Login(ImapBackend backend, AccountUses uses) {
    this.backend = backend;
    this.uses = uses;
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
      case Authentication.Authenticated(var account) -> accepted(session, account, rules);
      case Authentication.Rejected(var why) -> rejected(session, command, rules, why);
      case Authentication.Unavailable(var reason) -> {
        backend
            .events()
            .emit(new AuthEvent.Unavailable(connection, PROTOCOL, command.user(), reason));
        yield Answer.no(Code.Simple.UNAVAILABLE, "Try again later");
      }
    };
  }

  private Answer accepted(Session session, Account account, ImapRules rules) {
    long connection = session.wire().peer().connection();
    MailAccount mail = backend.accounts().open(account.id());
    AccountUse use = uses.enter(account.id(), rules.sessions().orElse(Integer.MAX_VALUE));
    if (use == null) {
      backend.events().emit(new ImapEvent.LimitReached(connection, ImapRules.SESSIONS.key()));
      return Answer.no(Code.Simple.LIMIT, "Too many sessions");
    }
    session.loggedIn(mail, use);
    backend
        .events()
        .emit(new AuthEvent.Accepted(connection, PROTOCOL, account.login(), "password"));
    Code code = new Code.Capability(Offer.to(session.wire(), rules));
    return Answer.ok(List.of(), code, "Logged in");
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
