package org.mailkeep.wire.smtp;

import java.io.IOException;

/// Takes a message's content as it comes in: decoded octets, header first. Used by one thread.
public interface MessageSink {

  /// Takes the next octets. The array is the adapter's and changes after the call.
  ///
  /// @throws IOException when the content cannot be stored; the adapter then reads on to the end of
  ///   the message, discards the sink and answers with the reply of [Refused], otherwise 451 4.3.0
  void write(byte[] bytes, int offset, int length) throws IOException;

  /// The content cannot be stored, for a reason that the client shall know.
  final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient SmtpReply reply;

    /// @param reply for the client, after the end of the content
    public Refused(SmtpReply reply, Throwable cause) {
      super(reply.toString(), cause);
      this.reply = reply;
    }

    /// For the client.
    public SmtpReply reply() {
      return reply;
    }
  }

  /// Drops what was written. Called instead of delivery, at most once.
  void discard();
}
