package org.mailkeep.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.mailkeep.mailbox.Flags;

/// Writes an mbox (RFC 4155) with reversible quoting (mboxrd), lines that end in LF, and flags in
/// header fields before each message. What it wrote is read back octet by octet, but for line ends
/// that are no CRLF. For one thread.
final class MboxWriter {
  private final OutputStream out;

  /// @param out stays open
  MboxWriter(OutputStream out) {
    this.out = out;
  }

  /// Appends a message.
  ///
  /// @param sender its author's address; may be empty
  void write(String sender, Instant received, Flags flags, InputStream message) throws IOException {
    text(FromLine.of(sender, received) + "\n" + MboxFlags.text(flags));
    var lines = new LinePieces(message);
    while (lines.next()) {
      int quotes = 0;
      while (lines.begins() && quotes < lines.length() && lines.at(quotes) == '>') {
        quotes++;
      }
      if (lines.begins() && lines.hasAt(quotes, FromLine.START)) {
        out.write('>');
      }
      lines.copy(0, out::write);
      if (lines.ends()) {
        out.write('\n');
      }
    }
    out.write('\n');
  }

  private void text(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
