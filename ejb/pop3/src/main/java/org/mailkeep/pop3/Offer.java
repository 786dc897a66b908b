package org.mailkeep.pop3;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.wire.pop3.Answer;
import org.mailkeep.wire.pop3.Pop3Session;

/// CAPA: what the server says it can do; only what works (RFC 2449 §5, §6).
final class Offer {
  private static final String PLAIN = "PLAIN";

  private static final List<String> ALWAYS =
      List.of(
          "TOP",
          "UIDL",
          "RESP-CODES", // RFC 2449 §6.4
          "AUTH-RESP-CODE", // RFC 3206
          "PIPELINING",
          "EXPIRE NEVER",
          "UTF8 USER", // RFC 6856 §2
          "LANG");

  private Offer() {}

  static Answer capa(Pop3Session session, Pop3Rules rules, String version) {
    List<String> names = new ArrayList<>(ALWAYS);
    boolean greeted = session.state() == Pop3Session.State.AUTHORIZATION;
    if (greeted && session.peer().startTls() && !session.encrypted()) {
      names.add("STLS");
    }
    if (mayLogIn(session, rules)) {
      if (takesPasswords(session)) {
        names.add("USER");
      }
      List<String> mechanisms = session.mechanisms();
      if (!mechanisms.isEmpty()) {
        names.add("SASL " + String.join(" ", mechanisms));
      }
    }
    rules.loginDelay().ifPresent(delay -> names.add("LOGIN-DELAY " + delay.toSeconds()));
    names.add("IMPLEMENTATION Mailkeep-" + version);
    return Answer.rows("Capability list follows", names);
  }

  /// AUTH without a mechanism.
  static Answer mechanisms(Pop3Session session, Pop3Rules rules) {
    return Answer.rows(
        "Mechanisms follow", mayLogIn(session, rules) ? session.mechanisms() : List.of());
  }

  /// Whether the client may send a password by PASS.
  static boolean takesPasswords(Pop3Session session) {
    return session.mechanisms().contains(PLAIN);
  }

  /// Whether the client may log in: the connection is protected, or stays on this host and the
  /// operator allows that.
  static boolean mayLogIn(Pop3Session session, Pop3Rules rules) {
    return session.encrypted() || (rules.allowPlainText() && session.peer().loopback());
  }
}
