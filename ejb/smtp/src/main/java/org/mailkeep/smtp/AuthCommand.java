package org.mailkeep.smtp;

import java.util.Locale;
import org.mailkeep.auth.Attempt;
import org.mailkeep.auth.Claims;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Sessions;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.telemetry.AuthEvent;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.smtp.SmtpReply;
import org.mailkeep.wire.smtp.SmtpSession;

/// AUTH, once the client has said who it is (RFC 4954 §4).
final class AuthCommand {
  private static final String PROTOCOL = "smtp";
  private static final SmtpReply DONE = SmtpReply.of(235, "2.7.0", "Authentication succeeded");
  private static final SmtpReply INVALID =
      SmtpReply.of(535, "5.7.8", "Authentication credentials invalid");
  private static final SmtpReply THROTTLED =
      SmtpReply.of(454, "4.7.0", "Too many failed logins, try again later");
  private static final SmtpReply UNKNOWN =
      SmtpReply.of(454, "4.7.0", "Temporary authentication failure");

  private final SmtpPorts ports;

  AuthCommand(SmtpPorts ports) {
    this.ports = ports;
  }

  SmtpReply run(SmtpSession session, Claim claim) {
    var remote = session.peer().remote().getAddress();
    var attempt = Attempt.of(id(session), PROTOCOL, remote, claim);
    Sessions.Entry entry =
        ports
            .sessions()
            .enter(attempt, () -> Claims.authenticate(ports.directory(), claim), () -> {});
    return switch (entry.answer()) {
      case Authentication.Authenticated(Account account) ->
          accept(session, account, claim, entry.session());
      case Authentication.Rejected(var why) -> refuse(session, claim.login(), words(why));
      case Authentication.Throttled _ -> THROTTLED;
      case Authentication.Unavailable(String reason) -> {
        ports
            .events()
            .emit(new AuthEvent.Unavailable(id(session), PROTOCOL, claim.login(), reason));
        yield UNKNOWN;
      }
    };
  }

  private static String words(Authentication.Reason why) {
    return why.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private SmtpReply accept(SmtpSession session, Account account, Claim claim, Sessions.Open login) {
    Permission needed = SmtpPermissions.of(SmtpPermissions.Step.AUTHENTICATE);
    Permission missing = login.may(Permission.AUTHENTICATE) ? needed : Permission.AUTHENTICATE;
    if (!login.may(missing)) {
      login.close();
      refuse(session, account.login(), "no permission " + missing.text());
      return SmtpReply.of(535, "5.7.1", "This takes the permission " + missing.text());
    }
    session.authenticated(account.login());
    Visit.of(session).loggedIn(account, login);
    String method = claim.proof().name().toLowerCase(Locale.ROOT);
    ports.events().emit(new AuthEvent.Accepted(id(session), PROTOCOL, account.login(), method));
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
