package org.mailkeep.wire.imap;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.transport.Chunks;

/// Fills a sink with what a client sends. When the sink fails, the rest is read and dropped, so
/// that the client can be told.
final class Filling implements Chunks {
  /// What a client is told whose message the sink did not take.
  static final Answer.Tagged FAILED =
      new Answer.Tagged(
          Answer.Condition.NO, Code.Simple.UNAVAILABLE, "The message could not be stored");

  private final MessageSink sink;
  private @Nullable IOException failure;

  Filling(MessageSink sink) {
    this.sink = sink;
  }

  @Override
  public int take(byte[] octets, int from, int to) {
    if (failure == null) {
      try {
        sink.write(octets, from, to - from);
      } catch (IOException e) {
        failure = e;
        sink.close();
      }
    }
    return to - from;
  }

  /// The sink with all octets in it, or what [#anyFailed] finds.
  MessageSink filled() {
    return failure == null ? sink : new Failed();
  }

  /// Whether a message of the command was not taken.
  static boolean anyFailed(Command command) {
    return command.appended().stream().anyMatch(message -> message.sink() instanceof Failed);
  }

  /// Stands for a sink that could not take its message.
  private record Failed() implements MessageSink {
    @Override
    public void write(byte[] bytes, int offset, int length) {
      throw new IllegalStateException("failed already");
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
