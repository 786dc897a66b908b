package org.mailkeep.wire.pop3;

import org.jspecify.annotations.Nullable;

/// A piece of an answer: a status, or what follows one (RFC 1939 §3).
public sealed interface Reply {
  /// `+OK`.
  ///
  /// @param text behind it, without line ends; may be empty
  record Ok(String text) implements Reply {}

  /// `-ERR`.
  ///
  /// @param code for programs, or null
  record Err(@Nullable Code code, String text) implements Reply {}

  /// A challenge of SASL: `+ base64` (RFC 5034 §4).
  record Challenge(String base64) implements Reply {}

  /// A line of a listing, of ASCII or UTF-8; never begins with a dot.
  record Row(String text) implements Reply {}

  /// A row of LIST.
  record Size(int message, long octets) implements Reply {}

  /// The octets of a message with the dot that ends them.
  ///
  /// @param lines of the body that go out at most
  record Octets(Content content, int lines) implements Reply {
    /// All lines.
    public static final int ALL = Integer.MAX_VALUE;
  }

  /// The dot that ends a listing.
  record End() implements Reply {}
}
