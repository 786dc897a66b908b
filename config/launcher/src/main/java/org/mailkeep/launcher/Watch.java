package org.mailkeep.launcher;

import java.time.Duration;
import java.time.Instant;

/// The time, and waiting for it to pass.
interface Watch {
  /// What everybody's clock says.
  Watch REAL =
      new Watch() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
          Thread.sleep(time);
        }
      };

  /// What time it is.
  Instant now();

  /// Waits.
  void pause(Duration time) throws InterruptedException;
}
