package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.wire.imap.Capabilities;
import org.mailkeep.wire.imap.ImapSession;
import org.mailkeep.wire.sasl.Mechanisms;

/// What the server says it can do; only what works (RFC 9051 §6.1.1, §7.2.2).
final class Offer {
  private static final List<String> ALWAYS =
      List.of("IMAP4rev2", "IMAP4rev1", "LITERAL+", "ENABLE", "ID", "SASL-IR");

  private static final List<String> LOGGED_IN =
      List.of(
          "IMAP4rev2",
          "IMAP4rev1",
          "LITERAL+",
          "ENABLE",
          "ID",
          "IDLE",
          "NAMESPACE",
          "CHILDREN",
          "UNSELECT",
          "UIDPLUS",
          "MULTIAPPEND",
          "BINARY",
          "MOVE",
          "LIST-EXTENDED",
          "LIST-STATUS",
          "SPECIAL-USE",
          "CREATE-SPECIAL-USE",
          "STATUS=SIZE",
          "ESEARCH",
          "SEARCHRES",
          "WITHIN",
          "CONDSTORE",
          "QRESYNC",
          "UTF8=ACCEPT");

  private static final Capabilities AFTER_LOGIN = new Capabilities(LOGGED_IN);

  /// By whether STARTTLS is to be had, then by whether a password may be sent.
  private static final Capabilities[][] BEFORE_LOGIN = {
    {beforeLogin(false, false), beforeLogin(false, true)},
    {beforeLogin(true, false), beforeLogin(true, true)}
  };

  private Offer() {}

  private static Capabilities beforeLogin(boolean startTls, boolean login) {
    List<String> names = new ArrayList<>(ALWAYS);
    if (startTls) {
      names.add("STARTTLS");
    }
    if (login) {
      Mechanisms.standard().offered(true).forEach(name -> names.add("AUTH=" + name));
    } else {
      names.add("LOGINDISABLED");
    }
    return new Capabilities(names);
  }

  /// What a session is told now.
  static Capabilities to(ImapSession session, ImapRules rules) {
    if (session.state() != ImapSession.State.NOT_AUTHENTICATED) {
      return AFTER_LOGIN;
    }
    boolean startTls = session.peer().startTls() && !session.encrypted();
    return BEFORE_LOGIN[startTls ? 1 : 0][mayLogIn(session, rules) ? 1 : 0];
  }

  /// Whether the client may send a password: it is protected, or stays on this host and the
  /// operator allows that.
  static boolean mayLogIn(ImapSession session, ImapRules rules) {
    return session.encrypted() || (rules.allowPlainText() && session.peer().loopback());
  }
}
