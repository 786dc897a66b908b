package org.mailkeep.launcher;

import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Follows a task of the server to its end: one line that changes on a terminal, else a line for
/// each change. What it ends with is the command's exit status.
final class TaskProgress {
  /// The flag that starts a task and does not wait for it.
  static final String BACKGROUND = "background";

  private static final long FIRST_PAUSE = 100;
  private static final long LONGEST_PAUSE = 1_000;
  private static final int WIDTH = 100;

  private final PrintStream out;
  private final boolean terminal;
  private String shown = "";

  private TaskProgress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /// Follows a task that was started, and prints its report. With `--background` it only says which
  /// it is; with `--json` it prints the task as it ended and nothing else.
  ///
  /// @param answer what the API said when it was started or asked for
  /// @return the task as it ended; in the background, as it began
  /// @throws Failure when the task fails or is cancelled
  static Json run(RestClient api, Context context, Arguments arguments, Json answer)
      throws Failure, IOException, InterruptedException {
    Json task = answer.member("data");
    if (arguments.has(BACKGROUND)) {
      Answer.show(
          context,
          arguments,
          task,
          out -> out.println("Task " + task.member("id").text() + ": " + TaskText.what(task)));
      return task;
    }
    boolean quiet = arguments.has("json");
    boolean terminal =
        !quiet && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    var progress = new TaskProgress(quiet ? nowhere() : context.err(), terminal);
    progress.out.println("Task " + task.member("id").text() + ": " + TaskText.what(task));
    Json ended = progress.follow(api, task);
    Answer.show(context, arguments, ended, out -> TaskText.report(out, ended));
    judge(ended);
    return ended;
  }

  private Json follow(RestClient api, Json begun)
      throws Failure, IOException, InterruptedException {
    Json task = begun;
    long pause = FIRST_PAUSE;
    String path = "/tasks/" + Answer.encoded(task.member("id").text());
    while (state(task).equals("running")) {
      show(task);
      Thread.sleep(pause);
      pause = Math.min(LONGEST_PAUSE, pause * 2);
      task = api.get(path).member("data");
    }
    if (state(task).equals("done")) {
      show(task);
    }
    if (terminal && !shown.isEmpty()) {
      out.println();
    }
    return task;
  }

  private void show(Json task) {
    String line = TaskText.line(task);
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

  private static void judge(Json task) throws Failure {
    String what = TaskText.what(task);
    switch (state(task)) {
      case "done" -> {}
      case "cancelled" -> throw Failure.cancelled(what + " was cancelled");
      default -> throw Failure.of(what + " failed: " + task.member("message").text());
    }
  }

  private static String state(Json task) {
    return task.member("state").text();
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
