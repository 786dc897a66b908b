package org.mailkeep.wire.transport;

import java.nio.charset.StandardCharsets;

/// What comes of waiting for a line.
public sealed interface Line {

  /// A line. A bare CR within it is among its octets.
  ///
  /// @param octets without the line end
  /// @param crlf whether it ended with CR LF; otherwise with a bare LF
  record Whole(byte[] octets, boolean crlf) implements Line {

    /// The octets as text, one character each.
    public String latin1() {
      return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /// The octets as UTF-8.
    public String utf8() {
      return new String(octets, StandardCharsets.UTF_8);
    }
  }

  /// A line longer than allowed; all of it has been read and dropped.
  record TooLong() implements Line {}

  /// The peer has closed its side. What it sent without a line end is dropped.
  record End() implements Line {}
}
