package org.mailkeep.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Progress;

/// A task from its start on: takes what the work tells, and shows it. Safe for many threads.
final class RunningTask implements Progress {
  private static final int LONGEST_MESSAGE = 1_000;

  private final Origin origin;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private Task.State state = Task.State.RUNNING;
  private String message = "";
  private long done;
  private long total = UNKNOWN;
  private String unit = "";
  private @Nullable Instant ended;
  private TaskReport report = TaskReport.NONE;

  /// What never changes of a task.
  record Origin(long number, String id, String name, String subject, String by, Instant started) {
    boolean sameWork(Origin other) {
      return name.equals(other.name) && subject.equals(other.subject);
    }
  }

  RunningTask(Origin origin) {
    this.origin = origin;
  }

  Origin origin() {
    return origin;
  }

  synchronized boolean running() {
    return state == Task.State.RUNNING;
  }

  synchronized Task shown() {
    return new Task(
        origin.id,
        origin.name,
        origin.subject,
        origin.by,
        state,
        message,
        new Task.Amount(done, total, unit),
        origin.started,
        ended,
        report);
  }

  @Override
  public synchronized void begin(String what, long ofTotal, String ofUnit) {
    message = cut(what);
    done = 0;
    total = ofTotal;
    unit = ofUnit;
  }

  @Override
  public synchronized void advance(long more) {
    done += more;
    if (total != UNKNOWN && done > total) {
      total = done;
    }
  }

  @Override
  public synchronized void say(String words) {
    message = cut(words);
  }

  @Override
  public boolean cancelled() {
    return cancelled.getCount() == 0;
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    if (cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new Cancelled();
    }
  }

  void cancel() {
    cancelled.countDown();
  }

  /// Ends it.
  ///
  /// @param words why, or null to leave what it said last
  synchronized void end(Task.State how, @Nullable String words, TaskReport found, Instant now) {
    state = how;
    message = words == null ? message : cut(words);
    report = found;
    ended = now;
  }

  /// Lets go on who waits for its end.
  void release() {
    finished.countDown();
  }

  boolean await(Duration patience) throws InterruptedException {
    return finished.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static String cut(String words) {
    return words.length() <= LONGEST_MESSAGE ? words : words.substring(0, LONGEST_MESSAGE);
  }
}
