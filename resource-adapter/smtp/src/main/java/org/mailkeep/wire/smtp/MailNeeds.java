package org.mailkeep.wire.smtp;

import java.util.Optional;
import org.mailkeep.wire.smtp.MailParameters.Body;

/// What a message needs of a server, and the parameters that say so.
final class MailNeeds {
  private static final int PIECE = 4096;
  private static final SmtpReply NO_UTF8 = // RFC 6531 §3.5
      SmtpReply.of(553, "5.6.7", "The server does not take internationalized addresses or headers");
  private static final SmtpReply NO_BINARY = // RFC 3030 §3
      SmtpReply.of(554, "5.6.3", "The server does not take binary content");
  private static final SmtpReply TOO_BIG = // RFC 1870 §6
      SmtpReply.of(552, "5.3.4", "The message is larger than the server takes");

  private MailNeeds() {}

  /// Why the server cannot take the message at all, if so.
  static Optional<SmtpReply> obstacle(OutgoingMail mail, Extensions server) {
    if (server.maxSize() > 0 && mail.content().size() > server.maxSize()) {
      return Optional.of(TOO_BIG);
    }
    boolean binary = mail.mail().parameters().body() == Body.BINARY;
    if (binary && !(server.has("BINARYMIME") && server.has("CHUNKING"))) {
      return Optional.of(NO_BINARY);
    }
    return !server.has("SMTPUTF8") && needsUtf8(mail) ? Optional.of(NO_UTF8) : Optional.empty();
  }

  // Clients give SMTPUTF8 for messages that turn out not to need it; those may go anywhere.
  private static boolean needsUtf8(OutgoingMail mail) {
    boolean inAddresses =
        !mail.mail().from().isAscii()
            || mail.recipients().stream().anyMatch(rcpt -> !rcpt.to().isAscii());
    return inAddresses || (mail.mail().parameters().smtputf8() && hasUtf8Header(mail.content()));
  }

  private static boolean hasUtf8Header(MessageSource content) {
    int newlines = 0;
    byte[] piece = content.read(0, PIECE);
    for (long offset = 0; piece.length > 0; piece = content.read(offset, PIECE)) {
      for (byte octet : piece) {
        newlines = octet == '\n' ? newlines + 1 : octet == '\r' ? newlines : 0;
        if (octet < 0 || newlines == 2) {
          return octet < 0;
        }
      }
      offset += piece.length;
    }
    return false;
  }

  // QUIRK: a server without 8BITMIME gets eight bits all the same, as everyone does it: those that
  // cannot take them are gone, and converting would break signatures.
  static String mailLine(OutgoingMail mail, Extensions server) {
    MailParameters with = mail.mail().parameters();
    var line = new StringBuilder("MAIL FROM:").append(mail.mail().from());
    if (server.has("SIZE")) {
      line.append(" SIZE=").append(mail.content().size());
    }
    if (with.body() == Body.BINARY || (with.body() == Body.EIGHT_BIT && server.has("8BITMIME"))) {
      line.append(" BODY=").append(with.body().word());
    }
    if (server.has("SMTPUTF8") && (with.smtputf8() || needsUtf8(mail))) {
      line.append(" SMTPUTF8");
    }
    if (server.has("DSN") && with.ret() != null) {
      line.append(" RET=").append(with.ret());
    }
    if (server.has("DSN") && with.envid() != null) {
      line.append(" ENVID=").append(with.envid());
    }
    return line.append("\r\n").toString();
  }

  static String rcptLine(Command.Rcpt rcpt, Extensions server) {
    RcptParameters with = rcpt.parameters();
    var line = new StringBuilder("RCPT TO:").append(rcpt.to());
    if (server.has("DSN") && !with.reportOn().isEmpty()) {
      var words = with.reportOn().stream().sorted().map(Enum::name).toList();
      line.append(" NOTIFY=").append(String.join(",", words));
    }
    if (server.has("DSN") && with.orcpt() != null) {
      line.append(" ORCPT=").append(orcpt(with.orcpt()));
    }
    return line.append("\r\n").toString();
  }

  // original-recipient-address = addr-type ";" xtext                           RFC 3461 §4.2
  private static String orcpt(String decoded) {
    int address = decoded.indexOf(';') + 1;
    return decoded.substring(0, address) + Xtext.encode(decoded.substring(address));
  }
}
