package org.mailkeep.launcher;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Shows who changed what.
final class AuditCommand implements ApiCommand {
  private static final String[] FILTERS = {
    "by", "kind", "id", "operation", "address", "from", "to"
  };

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public String summary() {
    return "show who changed what, when and from where";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep audit list [--by NAME] [--kind KIND] [--id ID] [--operation WORD]
                                      [--address ADDRESS] [--from TIME] [--to TIME] [--lines N]

    Lists changes, the latest first, 100 unless --lines says otherwise. KIND is what was changed,
    such as account, domain or network; ID its number or name; WORD what was done, such as create,
    update or delete. TIME is such as 2026-11-28 or 2026-11-28T20:00:00Z.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]

    example: config/mailkeep audit list --id jane@example.org --from 2026-11-01\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("by", "kind", "id", "operation", "address", "from", "to", "lines");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of("list", AuditCommand::list);
  }

  private static void list(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    List<Json> lines = HistoryLines.of(api, arguments, "/audit" + Answer.query(arguments, FILTERS));
    Answer.show(
        context,
        arguments,
        new Json.Array(lines),
        out -> {
          var table = new Table("time", "by", "from", "operation", "kind", "name", "changes");
          for (Json line : lines) {
            String name = line.member("name").text();
            table.row(
                line.member("time").text(),
                by(line),
                line.member("address").text(),
                line.member("operation").text(),
                line.member("kind").text(),
                name.isEmpty() ? line.member("id").text() : name,
                line.member("changes").items().stream()
                    .map(AuditCommand::change)
                    .collect(Collectors.joining("; ")));
          }
          table.print(out);
        });
  }

  private static String by(Json line) {
    String mechanism = line.member("mechanism").text();
    String name = line.member("by").text();
    return mechanism.isEmpty() || mechanism.equals("password")
        ? name
        : name + " (" + mechanism + ")";
  }

  private static String change(Json change) {
    String before = change.member("before").text();
    String after = change.member("after").text();
    String field = change.member("field").text();
    if (before.equals(after)) {
      return field + " " + after;
    }
    return field + (before.isEmpty() ? "" : " " + before) + " -> " + after;
  }
}
