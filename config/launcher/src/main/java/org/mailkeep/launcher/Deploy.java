package org.mailkeep.launcher;

import java.io.IOException;
import java.time.Duration;

/// Puts the archive into the running domain.
final class Deploy implements TimedCommand {

  @Override
  public String name() {
    return "deploy";
  }

  @Override
  public String summary() {
    return "put the newly built archive into the running server";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep deploy [--instance DIR] [--timeout SECONDS]

    Replaces the application in the running server, and waits until mail can flow again.\
    """;
  }

  @Override
  public void run(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    InstanceFolder instance = context.instance();
    ProcessHandle process =
        new ServerProcess(instance)
            .running()
            .orElseThrow(() ->
                Failure.of(
                    "no server runs in " + instance.home(), "config/mailkeep start deploys too"));
    Addresses addresses = Addresses.of(instance, context.environment());
    var progress = new Progress(context.out());
    try (Lock _ = Lock.take(instance);
        var console = ServerConsole.of(instance)) {
      progress.step("Deploying", () -> console.deploy(context.project().archive()));
      int seconds = TimedCommand.seconds(arguments, 60);
      var patience = new Patience(instance, seconds, Duration.ofSeconds(seconds));
      progress.step(
          "Waiting until mail can flow",
          () -> Start.ready(patience.await(process, addresses), instance));
    }
  }
}
