package org.mailkeep.telemetry;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// All logs that the settings ask for. Safe for many threads.
public final class Logs implements Events, AutoCloseable {

  private final InstantSource clock;
  private volatile List<Kept> all = List.of();
  private final AtomicLong droppedByEnded = new AtomicLong();

  /// A log and what asked for it.
  private record Kept(LogSettings settings, Events log) {}

  /// Starts them.
  public Logs(InstantSource clock, List<LogSettings> settings) {
    this.clock = clock;
    become(settings);
  }

  /// Keeps exactly the logs that are asked for: those that are there already go on undisturbed, new
  /// ones begin, and the others write what waits and end.
  public synchronized void become(List<LogSettings> settings) {
    var surplus = new ArrayList<Kept>(all);
    var wanted = new ArrayList<Kept>();
    for (LogSettings one : settings) {
      var known = surplus.stream().filter(kept -> kept.settings().equals(one)).findFirst();
      known.ifPresent(surplus::remove);
      wanted.add(known.orElseGet(() -> new Kept(one, start(one))));
    }
    all = List.copyOf(wanted);
    surplus.forEach(this::end);
  }

  private Events start(LogSettings settings) {
    return switch (settings.kind()) {
      case LOG -> new Log(clock, settings);
      case STDOUT -> new ServerLog(clock, settings.level());
    };
  }

  private void end(Kept kept) {
    if (kept.log() instanceof Log log) {
      log.close();
      droppedByEnded.addAndGet(log.dropped());
    }
  }

  @Override
  public void emit(Event event) {
    for (Kept kept : all) {
      kept.log().emit(event);
    }
  }

  /// Lines dropped because a disk was too slow, since the start.
  public long dropped() {
    long dropped = droppedByEnded.get();
    for (Kept kept : all) {
      dropped += kept.log() instanceof Log log ? log.dropped() : 0;
    }
    return dropped;
  }

  /// Writes what waits, and ends.
  @Override
  public void close() {
    become(List.of());
  }
}
