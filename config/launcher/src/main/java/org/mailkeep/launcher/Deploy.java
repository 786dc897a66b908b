package org.mailkeep.launcher;

import java.io.IOException;

/// Puts the archive into the running domain.
final class Deploy implements Command {

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
    return "usage: config/mailkeep deploy [--instance DIR]";
  }

  @Override
  public void run(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    InstanceFolder instance = context.instance();
    if (new ServerProcess(instance).running().isEmpty()) {
      throw Failure.of("no server runs in " + instance.home(), "config/mailkeep start deploys too");
    }
    var progress = new Progress(context.out());
    try (Lock _ = Lock.take(instance);
        var console = ServerConsole.of(instance)) {
      progress.step("Deploying", () -> console.deploy(context.project().archive()));
    }
  }
}
