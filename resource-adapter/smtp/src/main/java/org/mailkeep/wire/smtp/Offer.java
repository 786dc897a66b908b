package org.mailkeep.wire.smtp;

import java.util.ArrayList;
import java.util.List;

/// What this session may use right now: what EHLO lists and what commands are held against are one
/// and the same.
///
/// @param tls whether TLS is active
/// @param startTls whether TLS can begin now
/// @param mechanisms of AUTH; none when it is not allowed now
/// @param authAfterTls whether there would be mechanisms after STARTTLS
/// @param maxSize of a message (RFC 1870)
record Offer(
    boolean tls,
    boolean startTls,
    List<String> mechanisms,
    boolean authAfterTls,
    boolean pipelining,
    boolean chunking,
    boolean dsn,
    long maxSize) {

  /// @param tlsAvailable whether there is a certificate to start TLS with
  static Offer of(SmtpRules rules, long maxSize, SmtpSession session, boolean tlsAvailable) {
    boolean startTls = tlsAvailable && session.tls().isEmpty();
    boolean auth =
        session.tls().isPresent() || (rules.plainTextFromLoopback() && session.isLoopback());
    return new Offer(
        session.tls().isPresent(),
        startTls,
        auth ? rules.mechanisms() : List.of(),
        startTls && !rules.mechanisms().isEmpty(),
        rules.pipelining(),
        rules.chunking(),
        rules.dsn(),
        maxSize);
  }

  /// The lines of the reply to EHLO and LHLO after the first (RFC 5321 §4.1.1.1).
  List<String> keywords() {
    var lines = new ArrayList<String>();
    addIf(lines, pipelining, "PIPELINING");
    lines.add("SIZE " + maxSize);
    lines.add("8BITMIME");
    addIf(lines, chunking, "BINARYMIME");
    lines.add("SMTPUTF8");
    addIf(lines, chunking, "CHUNKING");
    lines.add("ENHANCEDSTATUSCODES");
    addIf(lines, dsn, "DSN");
    addIf(lines, startTls, "STARTTLS");
    addIf(lines, !mechanisms.isEmpty(), "AUTH " + String.join(" ", mechanisms));
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
