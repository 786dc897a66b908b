package org.mailkeep.telemetry;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The readable log: one line per event, in files that rotate. Emitting never waits for the disk: a
/// thread of its own writes, and when it cannot keep up lines are dropped and counted. Safe for
/// many threads.
public final class Log implements Events, AutoCloseable {

  private static final int MOST_WAITING = 8192;
  private static final Line END = new Line(Instant.MIN, "");

  private final InstantSource clock;
  private final LogSettings settings;
  private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread writer;
  private volatile @Nullable String trouble;

  private record Line(Instant time, String text) {}

  /// Starts a log.
  public Log(InstantSource clock, LogSettings settings) {
    this.clock = clock;
    this.settings = settings;
    this.writer = Thread.ofPlatform().name("mailkeep-log").daemon(true).unstarted(this::write);
    writer.setContextClassLoader(Log.class.getClassLoader());
    writer.start();
  }

  @Override
  public void emit(Event event) {
    if (!settings.level().takes(event.level())) {
      return;
    }
    var now = clock.instant();
    if (!waiting.offer(new Line(now, LogLine.of(now, event)))) {
      dropped.incrementAndGet();
    }
  }

  /// Lines dropped because the disk was too slow, since the start.
  public long dropped() {
    return dropped.get();
  }

  /// Why the last line could not be written, or null when it could.
  public @Nullable String trouble() {
    return trouble;
  }

  private void write() {
    var lines = new ArrayList<Line>();
    try (var file = new LogFile(settings)) {
      while (!lines.contains(END)) {
        lines.clear();
        lines.add(waiting.take());
        waiting.drainTo(lines);
        lines.stream().filter(l -> !l.equals(END)).forEach(line -> write(file, line));
      }
    } catch (IOException | InterruptedException e) {
      trouble = e.toString();
    }
  }

  private void write(LogFile file, Line line) {
    try {
      file.write(line.time(), line.text());
      trouble = null;
    } catch (IOException e) {
      trouble = e.toString();
      dropped.incrementAndGet();
    }
  }

  /// Writes what waits, for at most five seconds, and ends.
  @Override
  public void close() {
    try {
      waiting.put(END);
      writer.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (writer.isAlive()) {
      writer.interrupt();
    }
  }
}
