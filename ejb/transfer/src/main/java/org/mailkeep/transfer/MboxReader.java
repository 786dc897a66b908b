package org.mailkeep.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.mailkeep.mailbox.Flags;

/// Reads an mbox (RFC 4155), message by message: those that quote `From ` in the text with `>`,
/// once (mboxo, mboxcl) or however often it is quoted already (mboxrd). A line begins a message
/// when it reads like [FromLine], whether or not an empty one stands before it. Lines come out with
/// CRLF, whatever ended them. For one thread.
final class MboxReader {
  private static final byte[] CRLF = {'\r', '\n'};

  private final LinePieces lines;
  private Optional<Instant> time = Optional.empty();
  private Optional<Instant> nextTime = Optional.empty();
  private MboxFlags flags = new MboxFlags();
  private boolean waiting;
  private boolean ended;

  MboxReader(InputStream in) {
    this.lines = new LinePieces(in);
  }

  /// Goes to the next message; the one before must have been read.
  ///
  /// @return false at the end
  /// @throws TransferException when this is no mbox
  boolean next() throws IOException {
    while (!waiting && !ended) {
      ended = !lines.next();
      if (!ended && !lines.isBlank()) {
        if (!lines.begins() || !lines.hasAt(0, FromLine.START)) {
          throw new TransferException("this is no mbox: it does not begin with \"From \"");
        }
        nextTime = isShort() ? FromLine.time(lines.text()) : Optional.empty();
        waiting = true;
      }
    }
    boolean there = waiting;
    time = nextTime;
    waiting = false;
    flags = new MboxFlags();
    return there;
  }

  /// When the message was received, where the line before it says so.
  Optional<Instant> time() {
    return time;
  }

  /// The flags of the message that was read.
  Flags flags() {
    return flags.flags();
  }

  /// Hands the message on.
  void read(OctetTarget target) throws IOException {
    Deque<String> own = new ArrayDeque<>(MboxFlags.OWN);
    boolean header = true;
    boolean blank = false;
    ended = !lines.next();
    while (!ended && !separator()) {
      if (blank) {
        target.take(CRLF, 0, CRLF.length); // the last one of a message belongs to the next line
        blank = false;
      }
      if (lines.isBlank()) {
        header = false;
        blank = true;
      } else if (!header || !isOwn(own)) {
        piece(target);
      }
      ended = !lines.next();
    }
    waiting = !ended;
  }

  private boolean isShort() {
    return lines.ends() && lines.length() <= FromLine.LONGEST;
  }

  private boolean separator() {
    if (!lines.begins() || !lines.hasAt(0, FromLine.START) || !isShort()) {
      return false;
    }
    Optional<Instant> found = FromLine.time(lines.text());
    nextTime = found;
    return found.isPresent();
  }

  /// Notes the flags in a line of the header.
  ///
  /// @param own the fields that may still stand before the message's own header
  /// @return whether the line is one of those
  private boolean isOwn(Deque<String> own) {
    if (!lines.begins() || !lines.ends()) {
      own.clear();
      return false;
    }
    String line = lines.text();
    flags.note(line);
    while (!own.isEmpty()) {
      String field = own.poll();
      if (line.regionMatches(true, 0, field, 0, field.length())) {
        return true;
      }
    }
    return false;
  }

  private void piece(OctetTarget target) throws IOException {
    int quotes = 0;
    while (lines.begins() && quotes < lines.length() && lines.at(quotes) == '>') {
      quotes++;
    }
    boolean quoted = quotes > 0 && lines.hasAt(quotes, FromLine.START);
    lines.copy(quoted ? 1 : 0, target);
    if (lines.ends() && lines.terminated()) {
      target.take(CRLF, 0, CRLF.length);
    }
  }
}
