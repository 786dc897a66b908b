package org.mailkeep.launcher;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Looks after networks that are blocked or allowed.
final class NetworkCommand implements ApiCommand {
  private static final String PATH = "/network";
  private static final String WORD = "NETWORK";

  @Override
  public String name() {
    return "network";
  }

  @Override
  public String summary() {
    return "list, block and allow addresses and networks";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep network list
           config/mailkeep network block NETWORK [--reason TEXT] [--for TIME]
           config/mailkeep network allow NETWORK [--reason TEXT] [--for TIME]
           config/mailkeep network remove NETWORK

    NETWORK is an address or a network such as 192.0.2.0/24. Connections from blocked ones are
    dropped; allowed ones are never blocked, whatever else says so. TIME is such as 12h or 30d;
    without it the rule holds until it is removed. remove ends a ban too.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]

    example: config/mailkeep network block 192.0.2.0/24 --reason "guesses passwords" --for 30d\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("reason", "for");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of(
        "list",
        NetworkCommand::list,
        "block",
        (api, context, given) -> add(api, context, given, "blocked"),
        "allow",
        (api, context, given) -> add(api, context, given, "allowed"),
        "remove",
        NetworkCommand::remove);
  }

  private static void list(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Json networks = api.get(PATH).member("data");
    Answer.show(
        context,
        arguments,
        networks,
        out -> {
          var table = new Table("network", "rule", "source", "by", "since", "until", "reason");
          for (Json each : networks.items()) {
            table.row(
                each.member("network").text(),
                each.member("kind").text(),
                each.member("source").text(),
                each.member("by").text(),
                each.member("since").text(),
                each.member("until").text(),
                each.member("reason").text());
          }
          table.print(out);
        });
  }

  private static void add(RestClient api, Context context, Arguments arguments, String kind)
      throws Failure, IOException, InterruptedException {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("network", Json.of(arguments.word(0, WORD)));
    fields.put("kind", Json.of(kind));
    for (String option : new String[] {"reason", "for"}) {
      arguments.option(option).ifPresent(text -> fields.put(option, Json.of(text)));
    }
    Json made = api.post(PATH, new Json.Members(fields)).member("data");
    String until = made.member("until").text();
    Answer.show(
        context,
        arguments,
        made,
        out ->
            out.println(
                (kind.equals("blocked") ? "Blocked: " : "Allowed: ")
                    + made.member("network").text()
                    + (until.isEmpty() ? "" : " until " + until)));
  }

  private static void remove(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String network = Answer.encoded(arguments.word(0, WORD));
    Json gone = api.delete(PATH + "?network=" + network).member("data");
    Answer.show(
        context,
        arguments,
        gone,
        out ->
            out.println(
                "No longer " + gone.member("kind").text() + ": " + gone.member("network").text()));
  }
}
