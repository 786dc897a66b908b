package org.mailkeep.imap;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.auth.Attempt;
import org.mailkeep.auth.Claims;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Sessions;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.kernel.Address;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.telemetry.AuthEvent;
import org.mailkeep.telemetry.ImapEvent;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.Proof;

/// LOGIN, and AUTHENTICATE once its exchange is done (RFC 9051 §6.2.2, §6.2.3).
final class Login {
  private static final String PROTOCOL = "imap";

  private final ImapBackend backend;
  private final AccountUses uses;
  private final SharedFolders shared;

  Login(ImapBackend backend, AccountUses uses, SharedFolders shared) {
    this.backend = backend;
    this.uses = uses;
    this.shared = shared;
  }

  Answer run(Session session, Command.Login command, ImapRules rules) {
    if (!Offer.mayLogIn(session.wire(), rules)) {
      return Answer.no(Code.Simple.PRIVACYREQUIRED, "Use TLS first");
    }
    Claim claim = command.claim();
    if (claim.proof() == Proof.PASSWORD && !Offer.takesPasswords(session.wire())) {
      return Answer.no(Code.Simple.AUTHENTICATIONFAILED, "No passwords are taken");
    }
    var peer = session.wire().peer();
    long connection = peer.connection();
    var attempt = Attempt.of(connection, PROTOCOL, peer.address(), claim);
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
      case Authentication.Throttled _ -> throttled(session, rules);
      case Authentication.Unavailable(var reason) -> {
        backend
            .events()
            .emit(new AuthEvent.Unavailable(connection, PROTOCOL, claim.login(), reason));
        yield Answer.no(Code.Simple.UNAVAILABLE, "Try again later");
      }
    };
  }

  private Answer accepted(
      Session session, Account account, Proof proof, Sessions.Open login, ImapRules rules) {
    Permission missing =
        login.may(Permission.AUTHENTICATE) ? ImapPermissions.LOGIN : Permission.AUTHENTICATE;
    if (!login.may(missing)) {
      login.close();
      return forbidden(session, account, missing);
    }
    Optional<String> elsewhere = referral(account, rules.extensions().referrals());
    if (elsewhere.isPresent()) {
      login.close();
      return Answer.no(new Code.Referral(elsewhere.get()), "Your mail is on another server");
    }
    long connection = session.wire().peer().connection();
    MailAccount mail = backend.accounts().open(account.id());
    AccountUse use = uses.enter(account.id(), rules.sessions().orElse(Integer.MAX_VALUE));
    if (use == null) {
      login.close();
      backend.events().emit(new ImapEvent.LimitReached(connection, ImapRules.SESSIONS.key()));
      return Answer.no(Code.Simple.LIMIT, "Too many sessions");
    }
    session.loggedIn(mail, use, login, shared);
    String method = proof.name().toLowerCase(Locale.ROOT);
    backend.events().emit(new AuthEvent.Accepted(connection, PROTOCOL, account.login(), method));
    Code code = new Code.Capability(Offer.to(session.wire(), rules));
    return Answer.ok(List.of(), code, "Logged in");
  }

  /// The server of an account whose mail is elsewhere (RFC 2221 §4.1); known only to who has logged
  /// in.
  private static Optional<String> referral(Account account, Map<String, String> servers) {
    Address address = account.address();
    String server = address == null ? null : servers.get(address.domain().toString());
    if (server == null) {
      return Optional.empty();
    }
    String user = URLEncoder.encode(account.login(), StandardCharsets.UTF_8).replace("+", "%20");
    return Optional.of("imap://" + user + ";AUTH=*@" + server + "/");
  }

  private Answer forbidden(Session session, Account account, Permission missing) {
    var peer = session.wire().peer();
    backend
        .events()
        .emit(
            new AuthEvent.Failed(
                peer.connection(),
                PROTOCOL,
                account.login(),
                peer.address(),
                "no permission " + missing.text()));
    return ImapPermissions.refusal(missing);
  }

  private static Answer throttled(Session session, ImapRules rules) {
    String words = "Too many failed logins, try again later";
    return session.loginFailed() >= rules.maxFailures()
        ? Answer.bye(Code.Simple.UNAVAILABLE, words)
        : Answer.no(Code.Simple.UNAVAILABLE, words);
  }

  private Answer rejected(
      Session session, Claim claim, ImapRules rules, Authentication.Reason why) {
    var peer = session.wire().peer();
    backend
        .events()
        .emit(
            new AuthEvent.Failed(
                peer.connection(), PROTOCOL, claim.login(), peer.address(), why.name()));
    if (why == Authentication.Reason.FOR_ANOTHER) {
      return Answer.no(Code.Simple.AUTHORIZATIONFAILED, "No such right");
    }
    if (session.loginFailed() >= rules.maxFailures()) {
      return Answer.bye(Code.Simple.AUTHENTICATIONFAILED, "Too many failed logins");
    }
    return why == Authentication.Reason.EXPIRED
        ? Answer.no(Code.Simple.EXPIRED, "The time of these credentials is over") // RFC 5530 §3
        : Answer.no(Code.Simple.AUTHENTICATIONFAILED, "Wrong name or password");
  }
}
