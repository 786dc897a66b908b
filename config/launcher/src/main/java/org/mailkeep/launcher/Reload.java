package org.mailkeep.launcher;

import java.io.IOException;
import java.util.Set;

/// Lets the server read its configuration again.
final class Reload implements Command {

  @Override
  public String name() {
    return "reload";
  }

  @Override
  public String summary() {
    return "let the server read mailkeep.toml again";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep reload [--instance DIR] [--url URL] [--user NAME] [--password-stdin]

    A configuration with an error is refused, and the old one stays in force.\
    """;
  }

  @Override
  public Set<String> options() {
    return RestClient.OPTIONS;
  }

  @Override
  public Set<String> flags() {
    return RestClient.FLAGS;
  }

  @Override
  public void run(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    if (new ServerProcess(context.instance()).running().isEmpty()) {
      throw Failure.of("no server runs in " + context.instance().home());
    }
    try (var api = RestClient.of(context, arguments)) {
      api.post("/reload", new Json.Null());
    }
    context.out().println("Reloaded.");
  }
}
