package org.mailkeep.launcher;

import java.io.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How far something is: one line that changes on a terminal, else a line for each change. For one
/// thread.
final class ChangingLine {
  private static final int WIDTH = 100;

  private final PrintStream out;
  private final boolean terminal;
  private String shown = "";

  ChangingLine(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /// Where progress goes; nowhere with `--json`.
  static ChangingLine of(Context context, Arguments arguments) {
    boolean quiet = arguments.has("json");
    boolean terminal =
        !quiet && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new ChangingLine(quiet ? nowhere() : context.err(), terminal);
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  /// A line that stays.
  void say(String line) {
    out.println(line);
  }

  /// The line as it is now.
  void show(String line) {
    if (line.isEmpty() || line.equals(shown)) {
      return;
    }
    if (terminal) {
      String cut = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
      out.print("\r" + cut + " ".repeat(Math.max(0, shown.length() - cut.length())));
      out.flush();
      shown = cut;
    } else {
      out.println(line);
      shown = line;
    }
  }

  /// No more changes.
  void end() {
    if (terminal && !shown.isEmpty()) {
      out.println();
    }
    shown = "";
  }
}
