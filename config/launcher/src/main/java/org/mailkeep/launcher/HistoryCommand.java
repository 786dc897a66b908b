package org.mailkeep.launcher;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Shows what became of mail.
final class HistoryCommand implements ApiCommand {
  private static final String[] FILTERS = {
    "queue", "sender", "recipient", "outcome", "remote", "address", "from", "to"
  };

  @Override
  public String name() {
    return "history";
  }

  @Override
  public String summary() {
    return "show what became of mail";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep history delivery [--queue ID] [--sender ADDRESS] [--recipient ADDRESS]
                                            [--outcome WORD] [--remote HOST] [--address ADDRESS]
                                            [--from TIME] [--to TIME] [--lines N]

    Lists what became of messages for each recipient, the latest first, 100 unless --lines says
    otherwise; history.delivery.enable has to be set before. WORD is delivered, relayed, failed or
    cancelled; ADDRESS of --address is that of the client that handed it in. TIME is such as
    2026-11-28 or 2026-11-28T20:00:00Z.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]

    example: config/mailkeep history delivery --recipient bob@example.net --outcome failed\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of(
        "queue", "sender", "recipient", "outcome", "remote", "address", "from", "to", "lines");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of("delivery", HistoryCommand::deliveries);
  }

  private static void deliveries(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    List<Json> lines =
        HistoryLines.of(api, arguments, "/history/delivery" + Answer.query(arguments, FILTERS));
    Answer.show(
        context,
        arguments,
        new Json.Array(lines),
        out -> {
          var table =
              new Table("time", "queue", "sender", "recipient", "outcome", "remote", "reply");
          for (Json line : lines) {
            String sender = line.member("sender").text();
            table.row(
                line.member("time").text(),
                line.member("queue").text(),
                sender.isEmpty() ? "<>" : sender,
                line.member("recipient").text(),
                line.member("outcome").text(),
                line.member("remote").text(),
                line.member("reply").text());
          }
          table.print(out);
        });
  }
}
