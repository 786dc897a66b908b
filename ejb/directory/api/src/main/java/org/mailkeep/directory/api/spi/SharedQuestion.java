package org.mailkeep.directory.api.spi;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Trace;

/// A question that many ask at once. While it is on its way, whoever else asks the same waits, and
/// one of them asks next for all of them: nobody gets an answer to a question that was sent before
/// they came, so nothing is remembered. Safe for many threads.
public final class SharedQuestion<K, V> {
  private final Function<K, V> question;
  private final Map<K, Turns<V>> turns = new HashMap<>();

  /// @param question never throws when all is well
  public SharedQuestion(Function<K, V> question) {
    this.question = question;
  }

  /// The question that is on its way, and the one after it.
  private static final class Turns<V> {
    private CompletableFuture<V> now;
    private @Nullable CompletableFuture<V> next;

    Turns(CompletableFuture<V> now) {
      this.now = now;
    }
  }

  /// What the answer is now; whoever troubleshoots asks alone, to hear how it came about.
  public V ask(K key) {
    return Trace.isHeard() ? question.apply(key) : shared(key);
  }

  private V shared(K key) {
    Turn<V> turn = turn(key);
    CompletableFuture<V> before = turn.before;
    if (!turn.leads) {
      return turn.answer.join();
    }
    if (before != null) {
      before.exceptionally(_ -> null).join();
      begin(key);
    }
    return lead(key, turn.answer);
  }

  /// Somebody's part in it.
  ///
  /// @param leads whether they ask, for all who wait for the same answer
  /// @param before what has to end first; null when nothing is on its way
  private record Turn<V>(
      CompletableFuture<V> answer, boolean leads, @Nullable CompletableFuture<V> before) {}

  private Turn<V> turn(K key) {
    var mine = new CompletableFuture<V>();
    synchronized (turns) {
      Turns<V> known = turns.get(key);
      if (known == null) {
        turns.put(key, new Turns<>(mine));
        return new Turn<>(mine, true, null);
      }
      CompletableFuture<V> next = known.next;
      if (next != null) {
        return new Turn<>(next, false, null);
      }
      known.next = mine;
      return new Turn<>(mine, true, known.now);
    }
  }

  /// The next question is on its way.
  private void begin(K key) {
    synchronized (turns) {
      Turns<V> known = requireNonNull(turns.get(key));
      known.now = requireNonNull(known.next);
      known.next = null;
    }
  }

  private V lead(K key, CompletableFuture<V> mine) {
    try {
      V answer = question.apply(key);
      end(key);
      mine.complete(answer);
      return answer;
    } catch (RuntimeException | Error e) {
      end(key);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private void end(K key) {
    synchronized (turns) {
      Turns<V> known = turns.get(key);
      if (known != null && known.next == null) {
        turns.remove(key);
      }
    }
  }
}
