package org.mailkeep.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/// Tells the operator what is being done, and how long it took.
final class Progress {

  /// One step.
  @FunctionalInterface
  interface Step {
    /// Does it.
    void run() throws IOException, Failure, InterruptedException;
  }

  private final PrintStream out;
  private final long begin = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  /// Announces a step, does it, and says how long it took.
  void step(String what, Step step) throws IOException, Failure, InterruptedException {
    long start = System.nanoTime();
    out.print(what + " ... ");
    out.flush();
    try {
      step.run();
    } catch (IOException | Failure | InterruptedException | RuntimeException e) {
      out.println("failed");
      throw e;
    }
    out.println("done (" + seconds(start) + ")");
  }

  /// Says something.
  void say(String line) {
    out.println(line);
  }

  /// The time since the beginning, readable.
  String elapsed() {
    return seconds(begin);
  }

  private static String seconds(long since) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - since) / 1e9);
  }
}
