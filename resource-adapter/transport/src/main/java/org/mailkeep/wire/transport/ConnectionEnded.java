package org.mailkeep.wire.transport;

import java.io.IOException;

/// The connection is over; nothing more can be read or written. Protocols let it through.
public final class ConnectionEnded extends IOException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// Why it is over.
  public enum Reason {
    /// The peer closed it in the middle of something.
    PEER_CLOSED("closed by the peer"),
    /// The peer was silent, or too slow, for too long.
    TIMED_OUT("timed out"),
    /// The server stops, or the listener is gone.
    STOPPING("server stops"),
    /// The network failed.
    BROKEN("network failure"),
    /// TLS failed.
    TLS_FAILED("TLS failed"),
    /// The peer sent more than a limit allows.
    TOO_MUCH("more than allowed"),
    /// Whoever uses it may do so no longer.
    EXPELLED("expelled"),
    /// The protocol closed it.
    DONE("done");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /// In a few words.
    public String text() {
      return text;
    }
  }

  /// A connection that is over.
  ///
  /// @param detail more on it, for the log
  public ConnectionEnded(Reason reason, String detail) {
    super(detail.isEmpty() ? reason.text() : reason.text() + ": " + detail);
    this.reason = reason;
  }

  /// Why it is over.
  public Reason reason() {
    return reason;
  }
}
