package org.mailkeep.wire.smtp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Hands a message's content to its sink as far as it may be kept. What comes after a problem is
/// read and dropped, so that the reply stands where the client expects it.
final class Receiver implements Content {
  private final MessageSink sink;
  private final long most;
  private long size;
  private @Nullable SmtpReply problem;

  Receiver(MessageSink sink, long most) {
    this.sink = sink;
    this.most = most;
  }

  @Override
  public void take(byte[] bytes, int offset, int length) {
    size += length;
    if (problem != null) {
      return;
    }
    if (size > most) {
      problem = Replies.TOO_BIG;
      return;
    }
    try {
      sink.write(bytes, offset, length);
    } catch (MessageSink.Refused e) {
      problem = e.reply();
    } catch (IOException | RuntimeException e) {
      problem = Replies.NOT_STORED;
    }
  }

  /// Why the message cannot be kept, if so.
  @Nullable SmtpReply problem() {
    return problem;
  }

  MessageSink sink() {
    return sink;
  }
}
