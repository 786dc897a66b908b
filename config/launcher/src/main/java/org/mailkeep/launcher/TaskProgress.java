package org.mailkeep.launcher;

import java.io.IOException;

/// Follows a task of the server to its end: one line that changes on a terminal, else a line for
/// each change. What it ends with is the command's exit status.
final class TaskProgress {
  /// The flag that starts a task and does not wait for it.
  static final String BACKGROUND = "background";

  private static final long FIRST_PAUSE = 100;
  private static final long LONGEST_PAUSE = 1_000;

  private final ChangingLine line;

  private TaskProgress(ChangingLine line) {
    this.line = line;
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
    var progress = new TaskProgress(ChangingLine.of(context, arguments));
    progress.line.say("Task " + task.member("id").text() + ": " + TaskText.what(task));
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
      line.show(TaskText.line(task));
      Thread.sleep(pause);
      pause = Math.min(LONGEST_PAUSE, pause * 2);
      task = api.get(path).member("data");
    }
    if (state(task).equals("done")) {
      line.show(TaskText.line(task));
    }
    line.end();
    return task;
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
}
