package org.mailkeep.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.smtp.SmtpClient;

/// Sessions that wait for another message to the same host, bounded in number and time. A thread
/// that says goodbye to those whose time is up lives as long as there are any. Safe for many
/// threads.
final class IdleSessions implements AutoCloseable {
  private final ThreadFactory threads;
  private final int perTarget;
  private final int most;
  private final Duration timeout;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Target, Deque<Idle>> byTarget = new HashMap<>();
  private final Deque<Idle> oldestFirst = new ArrayDeque<>();
  private boolean sweeping;
  private boolean closed;

  private record Idle(Target target, SmtpClient client, long until) {}

  IdleSessions(ThreadFactory threads, OutboundRules rules) {
    this.threads = threads;
    this.perTarget = rules.limits().idlePerDestination();
    this.most = rules.limits().idle();
    this.timeout = rules.timeouts().idle();
  }

  /// Takes a session that is still there, or null.
  @Nullable SmtpClient take(Target target) {
    while (true) {
      Idle idle = poll(target);
      if (idle == null || idle.client().reset()) {
        return idle == null ? null : idle.client();
      }
      idle.client().close();
    }
  }

  /// Keeps a session, or ends it when there is no room.
  void keep(Target target, SmtpClient client) {
    if (!client.isUsable() || !add(target, client)) {
      client.quit();
    }
  }

  @Override
  public void close() {
    List<Idle> all;
    lock.lock();
    try {
      closed = true;
      all = List.copyOf(oldestFirst);
      oldestFirst.clear();
      byTarget.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    all.forEach(idle -> idle.client().close());
  }

  private @Nullable Idle poll(Target target) {
    lock.lock();
    try {
      Deque<Idle> some = byTarget.get(target);
      Idle newest = some == null ? null : some.pollLast();
      if (newest != null) {
        forget(newest);
      }
      return newest;
    } finally {
      lock.unlock();
    }
  }

  private boolean add(Target target, SmtpClient client) {
    lock.lock();
    try {
      Deque<Idle> some = byTarget.computeIfAbsent(target, _ -> new ArrayDeque<>());
      if (closed || some.size() >= perTarget || oldestFirst.size() >= most) {
        dropIfEmpty(target);
        return false;
      }
      var idle = new Idle(target, client, System.nanoTime() + timeout.toNanos());
      some.add(idle);
      oldestFirst.add(idle);
      if (!sweeping) {
        sweeping = true;
        threads.newThread(this::sweep).start();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void forget(Idle idle) {
    oldestFirst.remove(idle);
    Deque<Idle> some = byTarget.get(idle.target());
    if (some != null) {
      some.remove(idle);
    }
    dropIfEmpty(idle.target());
  }

  private void dropIfEmpty(Target target) {
    Deque<Idle> some = byTarget.get(target);
    if (some != null && some.isEmpty()) {
      byTarget.remove(target);
    }
  }

  private void sweep() {
    List<Idle> over = expired();
    while (over != null) {
      over.forEach(idle -> idle.client().quit());
      over = expired();
    }
  }

  /// Waits until the time of some is up.
  ///
  /// @return null when none is left
  private @Nullable List<Idle> expired() {
    lock.lock();
    try {
      while (!oldestFirst.isEmpty()) {
        long left = oldestFirst.getFirst().until() - System.nanoTime();
        if (left <= 0) {
          return removeExpired();
        }
        boolean _ = changed.await(left, TimeUnit.NANOSECONDS);
      }
      sweeping = false;
      return null;
    } catch (InterruptedException _) {
      sweeping = false;
      return null;
    } finally {
      lock.unlock();
    }
  }

  private List<Idle> removeExpired() {
    var over = new ArrayList<Idle>();
    long now = System.nanoTime();
    for (Iterator<Idle> each = oldestFirst.iterator(); each.hasNext(); ) {
      Idle idle = each.next();
      if (idle.until() - now > 0) {
        break;
      }
      over.add(idle);
    }
    over.forEach(this::forget);
    return over;
  }
}
