package org.mailkeep.mailbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Where the writers of one account queue. The first one leads: it takes all that wait and puts
/// them into one commit, answers them, and hands the lead to whoever came meanwhile. So writers of
/// an account never conflict with each other, and share the wait for the disk.
final class Lane {
  /// Operations that share a commit at most.
  private static final int GROUP = 128;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Ticket<?>> waiting = new ArrayDeque<>();
  private final Consumer<List<Ticket<?>>> commit;
  private boolean led;

  /// @param commit runs operations and makes them durable; each has its answer when it returns
  Lane(Consumer<List<Ticket<?>>> commit) {
    this.commit = commit;
  }

  /// Runs an operation and waits until it is durable.
  <R> R run(Operation<R> operation) {
    Ticket<R> ticket = new Ticket<>(operation, lock.newCondition());
    lock.lock();
    try {
      waiting.add(ticket);
      if (led) {
        while (!ticket.done && !ticket.leads) {
          ticket.turn.awaitUninterruptibly();
        }
      } else {
        led = true;
        ticket.leads = true;
      }
      if (ticket.done) {
        return ticket.answer();
      }
    } finally {
      lock.unlock();
    }
    lead();
    return ticket.answer();
  }

  /// Commits a group, which has the leader's own ticket at its head, and passes the lead on.
  private void lead() {
    List<Ticket<?>> group = take();
    try {
      commit.accept(group);
    } catch (RuntimeException | Error e) {
      RuntimeException reason =
          e instanceof RuntimeException failure ? failure : new IllegalStateException(e);
      group.forEach(ticket -> ticket.fail(reason));
      throw e;
    } finally {
      release(group);
    }
  }

  private List<Ticket<?>> take() {
    lock.lock();
    try {
      List<Ticket<?>> group = new ArrayList<>(Math.min(GROUP, waiting.size()));
      while (group.size() < GROUP && !waiting.isEmpty()) {
        group.add(waiting.remove());
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void release(List<Ticket<?>> group) {
    lock.lock();
    try {
      for (Ticket<?> ticket : group) {
        ticket.done = true;
        ticket.turn.signal();
      }
      Ticket<?> next = waiting.peek();
      if (next == null) {
        led = false;
      } else {
        next.leads = true;
        next.turn.signal();
      }
    } finally {
      lock.unlock();
    }
  }
}
