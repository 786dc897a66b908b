package org.mailkeep.telemetry;

import java.time.InstantSource;

/// Lines in the log of the application server. Safe for many threads.
final class ServerLog implements Events {

  private final System.Logger logger = System.getLogger("org.mailkeep");
  private final InstantSource clock;
  private final Level level;

  ServerLog(InstantSource clock, Level level) {
    this.clock = clock;
    this.level = level;
  }

  @Override
  public void emit(Event event) {
    if (level.takes(event.level())) {
      logger.log(theirs(event.level()), LogLine.of(clock.instant(), event).stripTrailing());
    }
  }

  private static System.Logger.Level theirs(Level level) {
    return switch (level) {
      case ERROR -> System.Logger.Level.ERROR;
      case WARN -> System.Logger.Level.WARNING;
      case INFO -> System.Logger.Level.INFO;
      case DEBUG -> System.Logger.Level.DEBUG;
      case TRACE -> System.Logger.Level.TRACE;
    };
  }
}
