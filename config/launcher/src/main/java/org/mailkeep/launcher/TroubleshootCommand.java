package org.mailkeep.launcher;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Has it explained what the server does.
final class TroubleshootCommand implements ApiCommand {
  @Override
  public String name() {
    return "troubleshoot";
  }

  @Override
  public String summary() {
    return "explain how the directories resolve a name or an address";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep troubleshoot directory ADDRESS [--directory ID]

    Tells step by step which directory answers for ADDRESS, or for a login name, what it is asked,
    what caches remember, and what comes of it. --directory asks one alone.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]

    example: config/mailkeep troubleshoot directory jane+lists@example.org\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("directory");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of("directory", TroubleshootCommand::directory);
  }

  private static void directory(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    var body = new LinkedHashMap<String, Json>();
    body.put("name", Json.of(arguments.word(0, "ADDRESS")));
    arguments.option("directory").ifPresent(id -> body.put("directory", Json.of(id)));
    Json told = api.post("/troubleshoot/directory", new Json.Members(body)).member("data");
    Answer.show(
        context,
        arguments,
        told,
        out -> {
          var table = new Table("step", "detail");
          for (Json step : told.member("steps").items()) {
            table.row(step.member("step").text(), step.member("detail").text());
          }
          table.print(out);
          out.println();
          out.println(told.member("verdict").text());
        });
  }
}
