package org.mailkeep.store.api.moving;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The time for which commits wait.
final class Pause {
  private final List<Move.Part> parts;
  private final Duration most;
  private final List<MovableBackend> stopped = new ArrayList<>();
  private final long begin = System.nanoTime();

  Pause(List<Move.Part> parts, Duration most) {
    this.parts = parts;
    this.most = most;
  }

  /// Has commits wait.
  ///
  /// @return whether none is under way any more
  boolean begin() throws InterruptedException {
    for (Move.Part part : parts) {
      if (!part.from().stop(left())) {
        return false;
      }
      stopped.add(part.from());
    }
    return true;
  }

  /// Whether there is time left.
  boolean lasts() {
    return !left().isNegative();
  }

  /// Lets commits go on.
  ///
  /// @return how long they waited
  Duration end() {
    stopped.forEach(MovableBackend::goOn);
    stopped.clear();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private Duration left() {
    return most.minusNanos(System.nanoTime() - begin);
  }
}
