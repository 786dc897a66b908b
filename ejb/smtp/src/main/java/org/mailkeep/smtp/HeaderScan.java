package org.mailkeep.smtp;

import java.util.Optional;
import org.mailkeep.wire.smtp.SmtpReply;

/// Reads along while a header section streams by (RFC 5322 §2.2): counts its fields and notes those
/// that matter at the door. Keeps nothing but counters and the name it is in.
final class HeaderScan {
  private static final int LONGEST_NAME = 10; // of those that matter: message-id
  private static final SmtpReply LOOP =
      SmtpReply.of(554, "5.4.6", "Too many hops: the message goes around in a circle");
  private static final SmtpReply TOO_BIG =
      SmtpReply.of(552, "5.3.4", "The message's header section is too big");
  private static final SmtpReply UNREADABLE =
      SmtpReply.of(554, "5.6.0", "The message's header section cannot be read");

  private enum State {
    LINE_START,
    NAME,
    /// Blanks between name and colon, as RFC 5322 §4.5 tolerates them.
    AFTER_NAME,
    VALUE,
    DONE
  }

  private final SmtpPolicy.HeaderLimits limits;
  private final byte[] name = new byte[LONGEST_NAME];
  private State state = State.LINE_START;
  private int nameLength;
  private long octets;
  private int fields;
  private int received;
  private boolean date;
  private boolean messageId;
  private boolean malformed;

  HeaderScan(SmtpPolicy.HeaderLimits limits) {
    this.limits = limits;
  }

  /// Reads on.
  ///
  /// @return where the empty line begins that ends the section, or `to`; see [#isComplete]
  int read(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (state == State.VALUE) {
        at = endOfLine(bytes, at, to);
        if (at == to) {
          break;
        }
      }
      if (octet(bytes[at])) {
        break;
      }
      at++;
    }
    octets += at - from;
    return at;
  }

  private static int endOfLine(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  /// Whether the octet begins the empty line.
  private boolean octet(byte c) {
    switch (state) {
      case LINE_START -> lineStart(c);
      case NAME -> inName(c);
      case AFTER_NAME -> afterName(c);
      case VALUE -> state = c == '\n' ? State.LINE_START : State.VALUE;
      case DONE -> {}
    }
    return state == State.DONE;
  }

  private void lineStart(byte c) {
    switch (c) {
      case '\r', '\n' -> state = State.DONE;
      case ' ', '\t' -> {
        malformed |= fields == 0; // a continuation of nothing
        state = State.VALUE;
      }
      default -> {
        nameLength = 0;
        inName(c);
      }
    }
  }

  // field-name = 1*ftext; ftext = %d33-57 / %d59-126                            RFC 5322 §3.6.8
  private void inName(byte c) {
    if (c == ':') {
      field();
    } else if (c == ' ' || c == '\t') {
      state = State.AFTER_NAME;
    } else if (c > ' ' && c < 127) {
      state = State.NAME;
      if (nameLength < LONGEST_NAME) {
        name[nameLength] = (byte) (c >= 'A' && c <= 'Z' ? c + 32 : c);
      }
      nameLength++;
    } else {
      noField(c);
    }
  }

  private void afterName(byte c) {
    if (c == ':') {
      field();
    } else if (c != ' ' && c != '\t') {
      noField(c);
    }
  }

  private void field() {
    malformed |= nameLength == 0;
    fields++;
    received += is("received") ? 1 : 0;
    date |= is("date");
    messageId |= is("message-id");
    state = State.VALUE;
  }

  private void noField(byte c) {
    malformed = true;
    state = c == '\n' ? State.LINE_START : State.VALUE;
  }

  private boolean is(String wanted) {
    if (nameLength != wanted.length()) {
      return false;
    }
    for (int i = 0; i < nameLength; i++) {
      if (name[i] != wanted.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Whether the empty line was seen.
  boolean isComplete() {
    return state == State.DONE;
  }

  /// Whether the next octet begins a line.
  boolean isAtLineStart() {
    return state == State.LINE_START;
  }

  boolean hasDate() {
    return date;
  }

  boolean hasMessageId() {
    return messageId;
  }

  /// Why the message is refused for its header section, if so.
  ///
  /// @param strict whether it must be readable
  Optional<SmtpReply> flaw(boolean strict) {
    if (received > limits.received()) {
      return Optional.of(LOOP);
    }
    if (fields > limits.fields() || octets > limits.octets()) {
      return Optional.of(TOO_BIG);
    }
    return strict && malformed ? Optional.of(UNREADABLE) : Optional.empty();
  }
}
