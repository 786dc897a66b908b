package org.mailkeep.wire.smtp;

import java.util.function.Function;

/// Where the adapter finds a listener for one call. The implementation bounds how many calls run at
/// once; more than that wait for a while, then fail.
public interface Endpoints {

  /// Runs one call on an endpoint and gives the endpoint back.
  ///
  /// @throws Unavailable when no endpoint came free in time, or the application is not there
  <T> T call(Function<SmtpListener, T> work) throws Unavailable;

  /// No endpoint: a temporary failure towards the client.
  final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param message why, for the log
    public Unavailable(String message) {
      super(message, null, false, false);
    }
  }

  /// Always the same listener, without any bound: for embedding and tests.
  static Endpoints direct(SmtpListener listener) {
    return new Endpoints() {
      @Override
      public <T> T call(Function<SmtpListener, T> work) {
        return work.apply(listener);
      }
    };
  }
}
