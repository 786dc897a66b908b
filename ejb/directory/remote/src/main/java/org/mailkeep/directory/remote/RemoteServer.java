package org.mailkeep.directory.remote;

import java.time.Duration;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.kernel.ServerTrust;

/// How a mail server is reached.
///
/// @param protocol `IMAP`, `SMTP` or `LMTP`
/// @param ourName what we call ourselves
/// @param trust how far it is trusted
/// @param times how long what may take
/// @param limits of one session
record RemoteServer(
    ChosenDirectory.Kind protocol,
    String host,
    int port,
    String ourName,
    Trust trust,
    Times times,
    Limits limits) {

  /// How far a server is trusted.
  ///
  /// @param tlsFirst whether it is encrypted from the first octet; else as soon as it offers that
  /// @param certificates that are taken for its
  /// @param plainText whether it is told secrets where others may listen
  record Trust(boolean tlsFirst, ServerTrust certificates, boolean plainText) {}

  /// How long what may take.
  ///
  /// @param create a session's beginning
  /// @param answer an answer
  /// @param check the answer to whether it is still there
  /// @param life after which a session is not used again
  record Times(Duration create, Duration answer, Duration check, Duration life) {}

  /// What one session may do, lest the server thinks ill of us.
  ///
  /// @param recipients that it may ask about
  /// @param failures logins that may fail
  record Limits(int recipients, int failures) {}

  /// Where it is, for people.
  String where() {
    return host + ":" + port;
  }
}
