package org.mailkeep.telemetry;

import java.util.ArrayList;
import java.util.List;

/// Remembers what was emitted. Safe for many threads.
public final class FakeEvents implements Events {

  private final List<Event> emitted = new ArrayList<>();

  @Override
  public synchronized void emit(Event event) {
    emitted.add(event);
    notifyAll();
  }

  /// Everything so far, in order.
  public synchronized List<Event> all() {
    return List.copyOf(emitted);
  }

  /// Those of one kind so far, in order.
  public synchronized <E extends Event> List<E> of(Class<E> kind) {
    return emitted.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// Waits, for at most ten seconds, until one of this kind has been emitted, and gives the first.
  ///
  /// @throws AssertionError when none comes
  public synchronized <E extends Event> E await(Class<E> kind) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (of(kind).isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("no " + kind.getSimpleName() + " among " + emitted);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
    return of(kind).getFirst();
  }

  /// Forgets everything.
  public synchronized void clear() {
    emitted.clear();
  }
}
