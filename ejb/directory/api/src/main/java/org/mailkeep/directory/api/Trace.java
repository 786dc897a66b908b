package org.mailkeep.directory.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What directories and their caches do to answer a question, told step by step to whoever
/// troubleshoots. They always tell; nobody listens but within [#of], and then only on that thread.
/// No step ever has a secret, or what one is compared with.
public final class Trace {
  /// Steps that are noted at most.
  public static final int MOST_STEPS = 200;

  private static final ScopedValue<List<Step>> LISTENING = ScopedValue.newInstance();

  private Trace() {}

  /// One step.
  ///
  /// @param what a word or two: `cache`, `query`, `candidate`
  /// @param detail for people
  public record Step(String what, String detail) {}

  /// An answer, and how it came about.
  public record Told<T>(T answer, List<Step> steps) {
    public Told {
      steps = List.copyOf(steps);
    }
  }

  /// Asks something and listens.
  public static <T> Told<T> of(Supplier<T> question) {
    var steps = new ArrayList<Step>();
    T answer = ScopedValue.where(LISTENING, steps).call(question::get);
    return new Told<>(answer, steps);
  }

  /// Whether somebody listens.
  public static boolean isHeard() {
    return LISTENING.isBound();
  }

  /// Tells a step.
  ///
  /// @param detail asked for only when somebody listens
  public static void tell(String what, Supplier<String> detail) {
    if (isHeard()) {
      List<Step> steps = LISTENING.get();
      if (steps.size() < MOST_STEPS) {
        steps.add(new Step(what, detail.get()));
      }
    }
  }
}
