package org.mailkeep.launcher;

import java.io.IOException;
import java.util.Optional;

/// Stops the server: asks it, waits, kills it in the end.
final class Stop implements TimedCommand {

  private static final int PATIENCE = 60;

  @Override
  public String name() {
    return "stop";
  }

  @Override
  public String summary() {
    return "stop the server";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep stop [--instance DIR] [--timeout SECONDS]

    Asks the server to stop and kills it when it has not done so in time. The first stop of a new
    build takes some seconds more: it keeps classes for later starts.\
    """;
  }

  @Override
  public void run(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    if (!stop(context, arguments)) {
      context.out().println("No server runs in " + context.instance().home());
    }
  }

  /// Stops the server, if one runs.
  static boolean stop(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    var process = new ServerProcess(context.instance());
    Optional<ProcessHandle> running = process.running();
    if (running.isEmpty()) {
      return false;
    }
    int seconds = TimedCommand.seconds(arguments, PATIENCE);
    var progress = new Progress(context.out());
    progress.step(
        "Stopping the server",
        () -> {
          if (!process.stop(running.get(), seconds)) {
            progress.say("it did not stop within " + seconds + " s and was killed");
          }
        });
    return true;
  }
}
