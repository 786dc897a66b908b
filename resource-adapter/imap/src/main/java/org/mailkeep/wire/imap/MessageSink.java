package org.mailkeep.wire.imap;

import java.io.IOException;

/// Takes the bytes of one message as they arrive. Used by one thread at a time.
public interface MessageSink extends AutoCloseable {
  /// Takes the next bytes; the array is the caller's again after the call.
  ///
  /// @throws IOException when the store cannot take them
  void write(byte[] bytes, int offset, int length) throws IOException;

  /// Gives up what was written unless a finished APPEND made use of it; may be called twice.
  @Override
  void close();
}
