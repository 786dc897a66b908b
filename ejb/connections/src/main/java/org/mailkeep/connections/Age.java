package org.mailkeep.connections;

import java.time.Duration;

/// How long a session lives and rests. For one thread at a time.
public final class Age {
  /// Within which a server is believed to be still there.
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  private final long born = System.nanoTime();
  private final Duration life;
  private long spoke = born;

  /// @param life after which it is not used again
  public Age(Duration life) {
    this.life = life;
  }

  /// The server has answered.
  public void spoke() {
    spoke = System.nanoTime();
  }

  /// Whether the server is to be asked if it is still there.
  public boolean hasRested() {
    return System.nanoTime() - spoke > FRESH;
  }

  /// Whether it has lived long enough.
  public boolean isOver() {
    return System.nanoTime() - born > life.toNanos();
  }
}
