package org.mailkeep.directory.api.foreign;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Trace;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.Cache;

/// Answers to one kind of question: what was found and what is unknown, each for its own time.
/// Failures are not remembered. Of those who ask the same at once, one asks the directory and all
/// get its answer. Safe for many threads.
final class Remembering<K, V> {
  private final String name;
  private final Cache<K, V> found;
  private final Cache<K, Boolean> unknown;
  private final ConcurrentMap<K, CompletableFuture<Answer<V>>> asking = new ConcurrentHashMap<>();

  /// @param name of what was found, for whoever troubleshoots
  Remembering(String name, Cache<K, V> found, Cache<K, Boolean> unknown) {
    this.name = name;
    this.found = found;
    this.unknown = unknown;
  }

  /// What is known, or what the directory says.
  Answer<V> answer(K key, Supplier<Answer<V>> question) {
    Answer<V> known = known(key);
    Trace.tell("cache", () -> name + ": " + words(known) + " " + text(key));
    if (known != null) {
      return known;
    }
    var mine = new CompletableFuture<Answer<V>>();
    CompletableFuture<Answer<V>> others = asking.putIfAbsent(key, mine);
    if (others != null) {
      return others.join();
    }
    Answer<V> answer = new Answer.Unavailable<>("the question broke off");
    try {
      // Somebody may have heard the answer since.
      Answer<V> meanwhile = known(key);
      answer = meanwhile == null ? question.get() : meanwhile;
      remember(key, answer);
      return answer;
    } finally {
      asking.remove(key);
      mine.complete(answer);
    }
  }

  private static String words(@Nullable Answer<?> known) {
    return switch (known) {
      case null -> "knows nothing yet of";
      case Answer.Found<?> _ -> "remembers";
      case Answer.Unknown<?> _, Answer.Unavailable<?> _ -> "remembers as unknown";
    };
  }

  private static String text(Object key) {
    return key instanceof Identity identity ? identity.name() : String.valueOf(key);
  }

  private @Nullable Answer<V> known(K key) {
    V value = found.get(key);
    if (value != null) {
      return new Answer.Found<>(value);
    }
    return unknown.get(key) == null ? null : new Answer.Unknown<>();
  }

  private void remember(K key, Answer<V> answer) {
    switch (answer) {
      case Answer.Found<V>(V value) -> found.put(key, value);
      case Answer.Unknown<V> _ -> unknown.put(key, true);
      case Answer.Unavailable<V> _ -> {}
    }
  }

  /// Forgets everything.
  void clear() {
    found.clear();
    unknown.clear();
  }
}
