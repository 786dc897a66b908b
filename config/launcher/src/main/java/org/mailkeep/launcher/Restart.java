package org.mailkeep.launcher;

import java.io.IOException;

/// Stops and starts.
final class Restart implements TimedCommand {

  @Override
  public String name() {
    return "restart";
  }

  @Override
  public String summary() {
    return "stop the server and start it again";
  }

  @Override
  public String usage() {
    return "usage: config/mailkeep restart [--instance DIR] [--timeout SECONDS]";
  }

  @Override
  public void run(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Stop.stop(context, arguments);
    new Start().run(context, arguments);
  }
}
