package org.mailkeep.wire.smtp;

import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.transport.Octets;

/// Looks for flaws in what BDAT carries. Chunks are exact octets, yet other than under
/// BODY=BINARYMIME they are lines with CRLF (RFC 3030 §2): a bare CR or LF let in here would go out
/// by DATA elsewhere.
final class LineCheck {
  private boolean afterCr;
  private @Nullable SmtpReply flaw;

  void read(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && flaw == null) {
      if (!afterCr) {
        at = Octets.nextControl(bytes, at, to);
        if (at == to) {
          return;
        }
      }
      octet(bytes[at++]);
    }
  }

  private void octet(byte octet) {
    if (octet == 0) {
      flaw = Replies.NUL_OCTET;
    } else if ((octet == '\n') != afterCr) {
      flaw = Replies.BARE_LINE_END;
    }
    afterCr = octet == '\r';
  }

  /// Why the message cannot be taken, if so; `complete` when all chunks have been read.
  @Nullable SmtpReply flaw(boolean complete) {
    return flaw == null && complete && afterCr ? Replies.BARE_LINE_END : flaw;
  }
}
