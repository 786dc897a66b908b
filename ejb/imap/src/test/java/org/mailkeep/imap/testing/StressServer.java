package org.mailkeep.imap.testing;

import java.io.IOException;
import java.net.Socket;

/// The server of a [StressRun].
public interface StressServer {
  /// A connection whose greeting is not read yet; it bears pauses and has a timeout.
  Socket connect() throws IOException;
}
