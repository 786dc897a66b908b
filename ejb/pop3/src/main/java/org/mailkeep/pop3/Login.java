package org.mailkeep.pop3;

import java.util.List;
import java.util.Locale;
import org.mailkeep.auth.Attempt;
import org.mailkeep.auth.Claims;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Sessions;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.telemetry.AuthEvent;
import org.mailkeep.wire.pop3.Answer;
import org.mailkeep.wire.pop3.Code;
import org.mailkeep.wire.pop3.Command;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.Proof;

/// USER and PASS, and AUTH once its exchange is done: checks who the client is, then opens the
/// maildrop (RFC 1939 §4, §7, RFC 5034 §4).
final class Login {
  private static final String PROTOCOL = "pop3";

  private final Pop3Backend backend;
  private final Opening opening;

  Login(Pop3Backend backend) {
    this.backend = backend;
    this.opening = new Opening(backend);
  }

  /// USER: says nothing about the name, only whether a password may follow.
  static Answer user(Session session, Pop3Rules rules) {
    if (!Offer.mayLogIn(session.wire(), rules)) {
      return tlsFirst();
    }
    return Offer.takesPasswords(session.wire())
        ? Answer.ok("Password, please")
        : Answer.err(null, "No passwords are taken");
  }

  /// AUTH: whether its exchange may begin.
  static Answer begin(Session session, Command.Auth command, Pop3Rules rules) {
    if (!Offer.mayLogIn(session.wire(), rules)) {
      return tlsFirst();
    }
    return session.wire().mechanisms().contains(command.mechanism())
        ? new Answer(List.of(), Answer.Then.EXCHANGE)
        : Answer.err(null, "No such mechanism");
  }

  private static Answer tlsFirst() {
    return Answer.err(null, "Use TLS first");
  }

  Answer run(Session session, Command.Login command, Pop3Rules rules) {
    Claim claim = command.claim();
    Attempt attempt =
        Attempt.of(session.number(), PROTOCOL, session.wire().peer().address(), claim);
    Sessions.Entry entry =
        backend
            .sessions()
            .enter(
                attempt,
                () -> Claims.authenticate(backend.directory(), claim),
                session.wire()::expel);
    return switch (entry.answer()) {
      case Authentication.Authenticated(var account) ->
          accepted(session, account, claim.proof(), entry.session(), rules);
      case Authentication.Rejected(var why) -> rejected(session, claim, rules, why);
      case Authentication.Throttled _ ->
          failed(session, rules, Code.SYS_TEMP, "Too many failed logins, try again later");
      case Authentication.Unavailable(var reason) -> {
        backend
            .events()
            .emit(new AuthEvent.Unavailable(session.number(), PROTOCOL, claim.login(), reason));
        yield Answer.err(Code.SYS_TEMP, "Try again later");
      }
    };
  }

  private Answer accepted(
      Session session, Account account, Proof proof, Sessions.Open login, Pop3Rules rules) {
    try {
      Permission missing =
          login.may(Permission.AUTHENTICATE) ? Pop3Permissions.LOGIN : Permission.AUTHENTICATE;
      if (!login.may(missing)) {
        told(session, account.login(), "no permission " + missing.text());
        return Pop3Permissions.refusal(missing);
      }
      Answer answer = opening.run(session, account, login, rules);
      if (session.isOpen()) {
        String method = proof.name().toLowerCase(Locale.ROOT);
        backend
            .events()
            .emit(new AuthEvent.Accepted(session.number(), PROTOCOL, account.login(), method));
      }
      return answer;
    } finally {
      if (!session.isOpen()) {
        login.close();
      }
    }
  }

  private Answer rejected(
      Session session, Claim claim, Pop3Rules rules, Authentication.Reason why) {
    told(session, claim.login(), why.name());
    return why == Authentication.Reason.FOR_ANOTHER
        ? Answer.err(Code.AUTH, "No such right")
        : failed(session, rules, Code.AUTH, "Wrong name or password");
  }

  private void told(Session session, String login, String why) {
    backend
        .events()
        .emit(
            new AuthEvent.Failed(
                session.number(), PROTOCOL, login, session.wire().peer().address(), why));
  }

  private static Answer failed(Session session, Pop3Rules rules, Code code, String words) {
    Answer answer = Answer.err(code, words);
    return session.loginFailed() >= rules.maxFailures() ? answer.close() : answer;
  }
}
