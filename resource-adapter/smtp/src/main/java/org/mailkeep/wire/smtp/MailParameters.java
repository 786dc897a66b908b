package org.mailkeep.wire.smtp;

import org.jspecify.annotations.Nullable;

/// What follows the address of MAIL.
///
/// @param size the declared message size in octets, -1 when not declared (RFC 1870 §6)
/// @param body the kind of body (RFC 6152 §3, RFC 3030 §3)
/// @param smtputf8 whether addresses or headers may be in UTF-8 (RFC 6531 §3.4)
/// @param ret how much of the message a report shall return, null when not said (RFC 3461 §4.3)
/// @param envid the sender's envelope id in xtext as it was given, or null (RFC 3461 §4.4)
/// @param auth who submitted the message, decoded, empty for `<>`, null when not said (RFC 4954 §5)
public record MailParameters(
    long size,
    Body body,
    boolean smtputf8,
    @Nullable Ret ret,
    @Nullable String envid,
    @Nullable String auth) {
  /// None given.
  public static final MailParameters NONE =
      new MailParameters(-1, Body.SEVEN_BIT, false, null, null, null);

  /// The value of BODY.
  public enum Body {
    /// `7BIT`: lines of ASCII.
    SEVEN_BIT("7BIT"),
    /// `8BITMIME`: lines of octets (RFC 6152).
    EIGHT_BIT("8BITMIME"),
    /// `BINARYMIME`: any octets, by BDAT only (RFC 3030 §3).
    BINARY("BINARYMIME");

    private final String word;

    Body(String word) {
      this.word = word;
    }

    /// The word on the wire.
    public String word() {
      return word;
    }
  }

  /// The value of RET (RFC 3461 §4.3).
  public enum Ret {
    /// The whole message.
    FULL,
    /// The headers only.
    HDRS
  }
}
