package org.mailkeep.queue;

import org.jspecify.annotations.Nullable;

/// The parameters of MAIL that travel on with a message.
///
/// @param body what its octets need of the next server (RFC 6152, RFC 3030)
/// @param smtpUtf8 whether it needs SMTPUTF8 (RFC 6531)
/// @param returns how much of it a report returns (RFC 3461 §4.3), or null when MAIL did not say
/// @param envelopeId the value of ENVID as it was given, in xtext (RFC 3461 §4.4), or null
public record MailOptions(
    Body body, boolean smtpUtf8, @Nullable Returns returns, @Nullable String envelopeId) {
  /// No parameters.
  public static final MailOptions NONE = new MailOptions(Body.SEVEN_BIT, false, null, null);

  /// The values of BODY.
  public enum Body {
    /// `7BIT`, or no parameter.
    SEVEN_BIT,
    /// `8BITMIME`.
    EIGHT_BIT,
    /// `BINARYMIME`.
    BINARY
  }

  /// The values of RET.
  public enum Returns {
    /// `FULL`: all of it.
    FULL,
    /// `HDRS`: its header only.
    HEADERS
  }
}
