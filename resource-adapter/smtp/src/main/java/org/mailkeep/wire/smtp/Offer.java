package org.mailkeep.wire.smtp;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.wire.sasl.Channel;

/// What this session may use right now: what EHLO lists and what commands are held against are one
/// and the same.
///
/// @param tls whether TLS is active
/// @param startTls whether TLS can begin now
/// @param mechanisms of AUTH; none when it is not allowed now
/// @param authAfterTls whether there would be mechanisms after STARTTLS
/// @param rules the extensions
/// @param limits on messages, recipients, size
record Offer(
    boolean tls,
    boolean startTls,
    List<String> mechanisms,
    boolean authAfterTls,
    SmtpRules rules,
    SmtpLimits limits) {

  /// @param channel for mechanisms
  /// @param tlsAvailable whether there is a certificate to start TLS with
  static Offer of(
      SmtpRules rules,
      SmtpLimits limits,
      SmtpSession session,
      Channel channel,
      boolean tlsAvailable) {
    boolean startTls = tlsAvailable && session.tls().isEmpty();
    return new Offer(
        session.tls().isPresent(),
        startTls,
        rules.mechanisms().offered(channel),
        startTls && !rules.mechanisms().all().isEmpty(),
        rules,
        limits);
  }

  /// The lines of the reply to EHLO and LHLO after the first (RFC 5321 §4.1.1.1).
  List<String> keywords() {
    var lines = new ArrayList<String>();
    addIf(lines, rules.pipelining(), "PIPELINING");
    lines.add("SIZE " + limits.messageSize());
    lines.add("8BITMIME");
    addIf(lines, rules.chunking(), "BINARYMIME");
    lines.add("SMTPUTF8");
    addIf(lines, rules.chunking(), "CHUNKING");
    lines.add("ENHANCEDSTATUSCODES");
    addIf(lines, rules.dsn(), "DSN");
    addIf(lines, startTls, "STARTTLS");
    addIf(lines, !mechanisms.isEmpty(), "AUTH " + String.join(" ", mechanisms));
    addIf(lines, rules.vrfy(), "VRFY");
    addIf(lines, rules.expn(), "EXPN");
    lines.add("HELP");
    return lines;
  }

  /// The reply to EHLO or LHLO that begins with this line.
  SmtpReply after(String first) {
    var lines = new ArrayList<String>();
    lines.add(first);
    lines.addAll(keywords());
    return new SmtpReply(250, "", lines);
  }

  private static void addIf(List<String> lines, boolean offered, String line) {
    if (offered) {
      lines.add(line);
    }
  }
}
