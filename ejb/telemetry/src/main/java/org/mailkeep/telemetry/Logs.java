package org.mailkeep.telemetry;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// All logs that the settings ask for. Safe for many threads.
public final class Logs implements Events, AutoCloseable {

  private final List<Events> all = new ArrayList<>();
  private final List<Log> files = new ArrayList<>();

  /// Starts them.
  public Logs(InstantSource clock, List<LogSettings> settings) {
    for (LogSettings one : settings) {
      switch (one.kind()) {
        case LOG -> {
          var log = new Log(clock, one);
          files.add(log);
          all.add(log);
        }
        case STDOUT -> all.add(new ServerLog(clock, one.level()));
      }
    }
  }

  @Override
  public void emit(Event event) {
    for (Events log : all) {
      log.emit(event);
    }
  }

  /// Lines dropped because a disk was too slow, since the start.
  public long dropped() {
    return files.stream().mapToLong(Log::dropped).sum();
  }

  /// Writes what waits, and ends.
  @Override
  public void close() {
    files.forEach(Log::close);
  }
}
