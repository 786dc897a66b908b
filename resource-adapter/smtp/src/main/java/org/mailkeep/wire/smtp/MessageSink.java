package org.mailkeep.wire.smtp;

import java.io.IOException;

/// Takes a message's content as it comes in: decoded octets, header first. Used by one thread.
public interface MessageSink {

  /// Takes the next octets. The array is the adapter's and changes after the call.
  ///
  /// @throws IOException when the content cannot be stored; the adapter then reads on to the end of
  ///   the message, discards the sink and answers 451 4.3.0
  void write(byte[] bytes, int offset, int length) throws IOException;

  /// Drops what was written. Called instead of delivery, at most once.
  void discard();
}
