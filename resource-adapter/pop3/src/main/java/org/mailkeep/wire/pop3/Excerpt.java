package org.mailkeep.wire.pop3;

/// How much of a message TOP wants: its header, the empty line, and some lines of its body (RFC
/// 1939 §7). Takes the message in slices.
final class Excerpt {
  private long left;
  private boolean body;

  /// Whether the line that goes on is still empty.
  private boolean empty = true;

  private boolean complete;

  /// @param lines of the body; [Reply.Octets#ALL] for the whole message
  Excerpt(int lines) {
    left = lines;
  }

  /// Whether nothing more is wanted.
  boolean isComplete() {
    return complete;
  }

  /// How many octets of the next slice are wanted, from its front.
  int take(byte[] slice) {
    if (left == Reply.Octets.ALL) {
      return slice.length;
    }
    for (int i = 0; i < slice.length; i++) {
      if (slice[i] == '\n' && lineEnds()) {
        complete = true;
        return i + 1;
      }
      empty = slice[i] == '\n' || (empty && slice[i] == '\r');
    }
    return slice.length;
  }

  /// @return whether that was the last line
  private boolean lineEnds() {
    if (body) {
      left--;
    } else {
      body = empty;
    }
    return body && left == 0;
  }
}
