package org.mailkeep.launcher;

import java.util.Optional;

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
    String version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
    context.out().println("Mailkeep " + version + " on Java " + System.getProperty("java.version"));
  }
}
