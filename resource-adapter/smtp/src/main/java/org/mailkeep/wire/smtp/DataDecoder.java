package org.mailkeep.wire.smtp;

import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.transport.Octets;

/// Takes the dots out of the content after DATA and finds its end (RFC 5321 §4.5.2).
///
/// Only CRLF "." CRLF ends the content. A CR or LF that stands alone never does, and spoils the
/// message (RFC 5321 §2.3.8): what one server takes for text and another for the end of a message
/// is how messages are smuggled. Pieces go out as they came in, without a copy; after a flaw
/// nothing more goes out, but the end is still looked for.
final class DataDecoder {
  /// What was read last.
  private enum State {
    /// Within a line.
    TEXT,
    /// A CR.
    CR,
    /// CRLF, or nothing yet.
    LINE_START,
    /// CRLF and a dot.
    DOT,
    /// CRLF, a dot and a CR.
    DOT_CR,
    /// CRLF, a dot and CRLF.
    END
  }

  private final Content content;
  private State state = State.LINE_START;
  private @Nullable SmtpReply flaw;

  DataDecoder(Content content) {
    this.content = content;
  }

  /// Whether the end has been read.
  boolean isComplete() {
    return state == State.END;
  }

  /// Why the message cannot be taken as it is, if so.
  @Nullable SmtpReply flaw() {
    return flaw;
  }

  /// Reads the octets from `from` up to `to` or to the end of the content.
  ///
  /// @return where reading stopped; before `to` only when the content is complete
  int decode(byte[] bytes, int from, int to) {
    int start = from; // of what has not gone out yet
    int at = from;
    while (at < to) {
      if (state == State.TEXT) {
        at = Octets.nextControl(bytes, at, to);
        if (at == to) {
          break;
        }
      }
      state = next(bytes[at++]);
      if (state == State.DOT) {
        emit(bytes, start, at - 1);
        start = at;
      } else if (state == State.END) {
        return at;
      }
    }
    emit(bytes, start, state == State.DOT_CR ? start : to);
    return at;
  }

  private State next(byte octet) {
    return switch (state) {
      case TEXT -> text(octet);
      case LINE_START -> octet == '.' ? State.DOT : text(octet);
      case DOT -> octet == '\r' ? State.DOT_CR : text(octet);
      case CR -> octet == '\n' ? State.LINE_START : afterBareCr(octet);
      case DOT_CR -> octet == '\n' ? State.END : afterBareCr(octet);
      case END -> throw new IllegalStateException("The content is complete");
    };
  }

  private State text(byte octet) {
    switch (octet) {
      case '\r' -> {
        return State.CR;
      }
      case '\n' -> spoil(Replies.BARE_LINE_END);
      case 0 -> spoil(Replies.NUL_OCTET);
      default -> {}
    }
    return State.TEXT;
  }

  private State afterBareCr(byte octet) {
    spoil(Replies.BARE_LINE_END);
    return text(octet);
  }

  private void spoil(SmtpReply reply) {
    flaw = flaw == null ? reply : flaw;
  }

  private void emit(byte[] bytes, int start, int end) {
    if (flaw == null && end > start) {
      content.take(bytes, start, end - start);
    }
  }
}
