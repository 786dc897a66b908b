package org.mailkeep.launcher;

import org.mailkeep.kernel.Release;

/// Says which version this is.
final class Version implements Command {

  @Override
  public String name() {
    return "version";
  }

  @Override
  public String summary() {
    return "say which version this is";
  }

  @Override
  public String usage() {
    return "usage: config/mailkeep version";
  }

  @Override
  public void run(Context context, Arguments arguments) {
    context
        .out()
        .println(
            "Mailkeep " + Release.version() + " on Java " + System.getProperty("java.version"));
  }
}
