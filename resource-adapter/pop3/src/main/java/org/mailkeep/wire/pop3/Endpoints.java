package org.mailkeep.wire.pop3;

import java.util.function.Function;

/// Where the adapter finds a listener for one call. The implementation bounds how many calls run at
/// once, so that more connections than permits wait instead of failing.
public interface Endpoints {
  /// Runs one call on an endpoint and gives the endpoint back.
  ///
  /// @throws Unavailable when no endpoint came free in time, or the application is not there
  <T> T call(Function<Pop3Listener, T> work) throws Unavailable;

  /// No endpoint: a temporary failure towards the client.
  final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param message why, for the log
    public Unavailable(String message) {
      super(message, null, false, false);
    }
  }

  /// Always the same listener, without any bound: for tests and embedding.
  static Endpoints direct(Pop3Listener listener) {
    return new Endpoints() {
      @Override
      public <T> T call(Function<Pop3Listener, T> work) {
        return work.apply(listener);
      }
    };
  }
}
