package org.mailkeep.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Runs tasks of one lane: so many at once, so many of one destination at once, destinations in
/// turn. Threads live while there is something to do. Safe for many threads.
final class Workers {
  private final ThreadFactory threads;
  private final int limit;
  private final int perDestination;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition quiet = lock.newCondition();
  private final Map<String, Destination> destinations = new HashMap<>();
  private final ArrayDeque<Destination> ready = new ArrayDeque<>();
  private final Set<Thread> running = new HashSet<>();
  private int waiting;
  private boolean held;

  /// Tasks of one destination.
  private static final class Destination {
    final String name;
    final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    int active;
    boolean ready;

    Destination(String name) {
      this.name = name;
    }
  }

  /// @param threads makes threads that are cheap to start
  Workers(ThreadFactory threads, int limit, int perDestination) {
    this.threads = threads;
    this.limit = limit;
    this.perDestination = perDestination;
  }

  /// Runs a task when its turn comes. The task does not throw.
  void submit(String destination, Runnable task) {
    lock.lock();
    try {
      var place = destinations.computeIfAbsent(destination, Destination::new);
      place.tasks.add(task);
      waiting++;
      enrol(place);
      startThreads();
    } finally {
      lock.unlock();
    }
  }

  /// Begins no tasks until [#release].
  void hold() {
    lock.lock();
    try {
      held = true;
    } finally {
      lock.unlock();
    }
  }

  /// Begins tasks again.
  void release() {
    lock.lock();
    try {
      held = false;
      startThreads();
    } finally {
      lock.unlock();
    }
  }

  /// Tasks that run now.
  int active() {
    lock.lock();
    try {
      return running.size();
    } finally {
      lock.unlock();
    }
  }

  /// Tasks that wait for their turn.
  int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /// Begins no more tasks, waits for those that run, and interrupts what runs on after that time.
  void close(Duration grace) {
    lock.lock();
    try {
      held = true;
      awaitQuiet(grace);
      running.forEach(Thread::interrupt);
      awaitQuiet(grace);
    } catch (InterruptedException _) {
      running.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void awaitQuiet(Duration most) throws InterruptedException {
    long left = most.toNanos();
    while (!running.isEmpty() && left > 0) {
      left = quiet.awaitNanos(left);
    }
  }

  private void enrol(Destination place) {
    if (!place.ready && !place.tasks.isEmpty() && place.active < perDestination) {
      place.ready = true;
      ready.add(place);
    }
  }

  private void startThreads() {
    while (!held && running.size() < limit && !ready.isEmpty()) {
      var place = ready.remove();
      Runnable task = begin(place);
      Thread thread = threads.newThread(() -> work(place, task));
      running.add(thread);
      thread.start();
    }
  }

  private Runnable begin(Destination place) {
    place.ready = false;
    Runnable task = place.tasks.remove();
    waiting--;
    place.active++;
    enrol(place);
    return task;
  }

  private void work(Destination first, Runnable firstTask) {
    Destination place = first;
    Runnable task = firstTask;
    while (task != null) {
      task.run();
      lock.lock();
      try {
        end(place);
        place = held ? null : ready.poll();
        task = place == null ? null : begin(place);
        if (task == null) {
          running.remove(Thread.currentThread());
          quiet.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void end(@Nullable Destination place) {
    if (place != null) {
      place.active--;
      enrol(place);
      if (place.active == 0 && place.tasks.isEmpty()) {
        destinations.remove(place.name);
      }
    }
  }
}
