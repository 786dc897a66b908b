package org.mailkeep.smtp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.Ids;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.queue.Recipient;
import org.mailkeep.wire.smtp.Command;
import org.mailkeep.wire.smtp.Envelope;
import org.mailkeep.wire.smtp.HelloKind;
import org.mailkeep.wire.smtp.SmtpService;
import org.mailkeep.wire.smtp.SmtpSession;

/// The header fields that we write: Received (RFC 5321 §4.4, RFC 3848, RFC 6531 §4.3), and Date and
/// Message-ID where they are missing (RFC 5322 §3.6.1, §3.6.4).
final class TraceHeader {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final String hostname;
  private final InstantSource clock;

  TraceHeader(String hostname, InstantSource clock) {
    this.hostname = hostname;
    this.clock = clock;
  }

  /// The date and time of now, as RFC 5322 §3.3 writes it.
  String date() {
    return DATE.format(clock.instant());
  }

  /// A Message-ID field with its CRLF.
  String messageId(QueueId id, long chance) {
    return "Message-ID: <" + id + "." + Ids.text(chance) + "@" + hostname + ">\r\n";
  }

  // Return-path-line = "Return-Path:" FWS Reverse-path <CRLF>                    RFC 5321 §4.4
  static String returnPath(@Nullable Address sender) {
    return "Return-Path: <" + (sender == null ? "" : sender) + ">\r\n";
  }

  // Time-stamp-line = "Received:" FWS Stamp <CRLF>
  // Stamp = From-domain By-domain Opt-info [CFWS] ";" FWS date-time              RFC 5321 §4.4
  String received(SmtpSession session, List<Recipient> recipients, QueueId id) {
    var out = new StringBuilder(256).append("Received: from ");
    String literal = literal(session.peer().remote().getAddress());
    String name = session.hello().map(Command.Hello::name).orElse("");
    boolean utf8 = session.envelope().map(TraceHeader::isUtf8).orElse(false);
    out.append(isPlain(name, utf8) ? name : literal).append(" (").append(literal).append(")\r\n\t");
    out.append("by ").append(hostname).append(" with ").append(with(session, utf8));
    session
        .tls()
        .ifPresent(tls ->
            out.append(" (").append(tls.protocol()).append(' ').append(tls.cipher()).append(')'));
    out.append("\r\n\tid ").append(id);
    if (recipients.size() == 1) { // of more, each would learn of the others
      out.append(" for <").append(recipients.getFirst().address()).append('>');
    }
    return out.append(";\r\n\t").append(date()).append("\r\n").toString();
  }

  private static boolean isUtf8(Envelope envelope) {
    return envelope.mail().parameters().smtputf8();
  }

  // Protocol names of RFC 3848 and RFC 6531 §4.3: S for TLS, A for a login
  private static String with(SmtpSession session, boolean utf8) {
    boolean lmtp = session.service() == SmtpService.LMTP;
    boolean extended = session.hello().map(hello -> hello.kind() != HelloKind.HELO).orElse(false);
    if (!lmtp && !extended && !utf8) {
      return "SMTP";
    }
    String base = utf8 ? "UTF8" + (lmtp ? "LMTP" : "SMTP") : lmtp ? "LMTP" : "ESMTP";
    return base + (session.tls().isPresent() ? "S" : "") + (session.login().isPresent() ? "A" : "");
  }

  // TCP-info holds an address literal (RFC 5321 §4.1.3)
  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    String plain = scope < 0 ? text : text.substring(0, scope);
    return address instanceof Inet6Address ? "[IPv6:" + plain + "]" : "[" + plain + "]";
  }

  // What a client calls itself may hold anything printable; in the field only a name is put.
  private static boolean isPlain(String name, boolean utf8) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                c -> c > 127 ? utf8 : Character.isLetterOrDigit(c) || "._-:[]".indexOf(c) >= 0);
  }
}
