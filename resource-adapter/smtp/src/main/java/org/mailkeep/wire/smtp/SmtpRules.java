package org.mailkeep.wire.smtp;

import java.util.List;

/// Which extensions a listener offers.
///
/// @param helloRequired whether MAIL needs a hello before it
/// @param pipelining whether PIPELINING is announced (RFC 2920)
/// @param chunking whether CHUNKING and BINARYMIME are (RFC 3030)
/// @param dsn whether DSN is (RFC 3461)
/// @param mechanisms the SASL mechanisms that AUTH offers; none on a listener without AUTH
/// @param plainTextFromLoopback whether AUTH is offered without TLS to clients on this machine
public record SmtpRules(
    boolean helloRequired,
    boolean pipelining,
    boolean chunking,
    boolean dsn,
    List<String> mechanisms,
    boolean plainTextFromLoopback) {
  /// Copies the list.
  public SmtpRules {
    mechanisms = List.copyOf(mechanisms);
  }
}
