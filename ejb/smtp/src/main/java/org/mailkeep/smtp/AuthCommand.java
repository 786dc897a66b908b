package org.mailkeep.smtp;

import java.util.Locale;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.telemetry.AuthEvent;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.smtp.SmtpReply;
import org.mailkeep.wire.smtp.SmtpSession;

/// AUTH, once name and password are known (RFC 4954 §4).
final class AuthCommand {
  private static final String PROTOCOL = "smtp";
  private static final SmtpReply DONE = SmtpReply.of(235, "2.7.0", "Authentication succeeded");
  private static final SmtpReply INVALID =
      SmtpReply.of(535, "5.7.8", "Authentication credentials invalid");
  private static final SmtpReply UNKNOWN =
      SmtpReply.of(454, "4.7.0", "Temporary authentication failure");

  private final SmtpPorts ports;

  AuthCommand(SmtpPorts ports) {
    this.ports = ports;
  }

  SmtpReply run(SmtpSession session, Claim claim) {
    return switch (claim) {
      case Claim.Password login
          when !login.authorize().isEmpty() && !login.authorize().equals(login.login()) ->
          refuse(session, login.login(), "acting for another account is not allowed");
      case Claim.Password(var _, String login, String password) ->
          check(session, login, new Credentials.Password(login, password));
    };
  }

  private SmtpReply check(SmtpSession session, String login, Credentials credentials) {
    return switch (ports.directory().authenticate(credentials)) {
      case Authentication.Authenticated(Account account) -> accept(session, account);
      case Authentication.Rejected(var why) ->
          refuse(session, login, why.name().toLowerCase(Locale.ROOT));
      case Authentication.Unavailable(String reason) -> {
        ports.events().emit(new AuthEvent.Unavailable(id(session), PROTOCOL, login, reason));
        yield UNKNOWN;
      }
    };
  }

  private SmtpReply accept(SmtpSession session, Account account) {
    session.authenticated(account.login());
    Visit.of(session).loggedIn(account);
    ports.events().emit(new AuthEvent.Accepted(id(session), PROTOCOL, account.login(), "password"));
    return DONE;
  }

  private SmtpReply refuse(SmtpSession session, String login, String reason) {
    var remote = session.peer().remote().getAddress();
    ports.events().emit(new AuthEvent.Failed(id(session), PROTOCOL, login, remote, reason));
    return INVALID;
  }

  private static long id(SmtpSession session) {
    return session.peer().id();
  }
}
