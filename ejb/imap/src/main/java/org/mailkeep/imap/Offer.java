package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.wire.imap.Capabilities;
import org.mailkeep.wire.imap.Extension;
import org.mailkeep.wire.imap.ImapSession;

/// What the server says it can do; only what works (RFC 9051 §6.1.1, §7.2.2).
final class Offer {
  private static final String PLAIN = "PLAIN";

  /// What was told last after a login; made anew when the limits are others.
  private static volatile AfterLogin afterLogin = AfterLogin.with(MessageLimits.NONE, 0);

  private record AfterLogin(MessageLimits limits, long appendLimit, Capabilities capabilities) {
    /// A server names one limit, MESSAGELIMIT when it holds for all commands (RFC 9738 §3, §4).
    static AfterLogin with(MessageLimits limits, long appendLimit) {
      List<String> names = new ArrayList<>();
      for (Extension extension : Extension.told(Extension.When.AFTER_LOGIN)) {
        switch (extension) {
          case APPENDLIMIT -> names.add("APPENDLIMIT=" + appendLimit);
          case MESSAGELIMIT ->
              limits.messages().ifPresent(most -> names.add("MESSAGELIMIT=" + most));
          case SAVELIMIT -> {
            if (limits.messages().isEmpty()) {
              limits.saved().ifPresent(most -> names.add("SAVELIMIT=" + most));
            }
          }
          default -> names.add(extension.capability());
        }
      }
      return new AfterLogin(limits, appendLimit, new Capabilities(names));
    }
  }

  private Offer() {}

  private static Capabilities beforeLogin(
      boolean startTls, List<String> mechanisms, boolean referrals) {
    List<String> names = new ArrayList<>();
    for (Extension extension : Extension.told(Extension.When.BEFORE_LOGIN)) {
      boolean told =
          switch (extension) {
            case STARTTLS -> startTls;
            case LOGINDISABLED -> !mechanisms.contains(PLAIN);
            case LOGIN_REFERRALS -> referrals;
            case AUTH -> {
              mechanisms.forEach(name -> names.add("AUTH=" + name));
              yield false;
            }
            default -> true;
          };
      if (told) {
        names.add(extension.capability());
      }
    }
    return new Capabilities(names);
  }

  /// What a session is told now.
  static Capabilities to(ImapSession session, ImapRules rules) {
    if (session.state() != ImapSession.State.NOT_AUTHENTICATED) {
      return afterLogin(rules.limits(), rules.extensions().appendLimit());
    }
    boolean startTls = session.peer().startTls() && !session.encrypted();
    List<String> mechanisms = mayLogIn(session, rules) ? session.mechanisms() : List.of();
    return beforeLogin(startTls, mechanisms, !rules.extensions().referrals().isEmpty());
  }

  private static Capabilities afterLogin(MessageLimits limits, long appendLimit) {
    AfterLogin last = afterLogin;
    if (last.appendLimit() != appendLimit || !last.limits().equals(limits)) {
      last = AfterLogin.with(limits, appendLimit);
      afterLogin = last;
    }
    return last.capabilities();
  }

  /// Whether the client may send a password by LOGIN.
  static boolean takesPasswords(ImapSession session) {
    return session.mechanisms().contains(PLAIN);
  }

  /// Whether the client may log in: the connection is protected, or stays on this host and the
  /// operator allows that.
  static boolean mayLogIn(ImapSession session, ImapRules rules) {
    return session.encrypted() || (rules.allowPlainText() && session.peer().loopback());
  }
}
