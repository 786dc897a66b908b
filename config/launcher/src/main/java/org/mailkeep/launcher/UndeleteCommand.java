package org.mailkeep.launcher;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lists and restores deleted messages.
final class UndeleteCommand implements ApiCommand {
  /// Ids that go into one request.
  private static final int AT_ONCE = 100;

  @Override
  public String name() {
    return "undelete";
  }

  @Override
  public String summary() {
    return "list and restore deleted messages of an account";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep undelete list ACCOUNT [--mailbox TEXT]
           config/mailkeep undelete restore ACCOUNT ID...
           config/mailkeep undelete restore ACCOUNT --all [--mailbox TEXT]

    Deleted messages are kept for as long as storage.undelete.retention says; without it none are.
    Restored ones go back into the mailbox that they were in, or into Restored when that is gone,
    with their flags and dates. --mailbox means those whose mailbox has TEXT in its path.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("mailbox");
  }

  @Override
  public Set<String> ownFlags() {
    return Set.of("all");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of("list", UndeleteCommand::list, "restore", UndeleteCommand::restore);
  }

  private static String path(Arguments arguments) throws Failure {
    return "/store/undelete/" + Answer.encoded(arguments.word(0, "ACCOUNT"));
  }

  private static void list(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String filter =
        arguments.option("mailbox").map(text -> "?filter=" + Answer.encoded(text)).orElse("");
    List<Json> all = Answer.all(api, path(arguments) + filter);
    Answer.show(
        context,
        arguments,
        new Json.Array(all),
        out -> {
          var table = new Table("id", "mailbox", "deleted", "from", "size", "subject");
          for (Json message : all) {
            table.row(
                message.member("id").text(),
                message.member("mailbox").text(),
                message.member("deleted").text(),
                message.member("from").text(),
                Answer.size(message.member("size")),
                message.member("subject").text());
          }
          table.print(out);
        });
  }

  private static void restore(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    var counts = new Counts();
    List<String> ids =
        arguments.words().subList(Math.min(1, arguments.words().size()), arguments.words().size());
    if (ids.isEmpty() != arguments.has("all")) {
      throw Failure.usage("which: ids, or --all");
    }
    if (ids.isEmpty()) {
      restoreAll(api, arguments, counts);
    }
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
      String query = "?ids=" + Answer.encoded(String.join(",", some));
      counts.add(api.post(path(arguments) + query, new Json.Null()).member("data"));
    }
    Answer.show(
        context,
        arguments,
        counts.json(),
        out -> out.println("Restored: " + counts.restored + " messages" + counts.left()));
    if (counts.missing + counts.overQuota > 0) {
      throw Failure.of("not all could be restored");
    }
  }

  private static void restoreAll(RestClient api, Arguments arguments, Counts counts)
      throws Failure, IOException, InterruptedException {
    String filter =
        arguments.option("mailbox").map(text -> "&mailbox=" + Answer.encoded(text)).orElse("");
    String after = "";
    do {
      String query = "?after=" + Answer.encoded(after) + filter;
      Json answer = api.post(path(arguments) + query, new Json.Null()).member("data");
      counts.add(answer);
      after = answer.member("next").text();
    } while (!after.isEmpty());
  }

  /// What came of all requests. For one thread.
  private static final class Counts {
    private long restored;
    private long missing;
    private long overQuota;

    void add(Json answer) {
      restored += number(answer.member("restored"));
      missing += number(answer.member("missing"));
      overQuota += number(answer.member("overQuota"));
    }

    private static long number(Json value) {
      return value instanceof Json.Numeral(BigDecimal number) ? number.longValue() : 0;
    }

    String left() {
      return (missing > 0 ? ", not there: " + missing : "")
          + (overQuota > 0 ? ", no room for: " + overQuota : "");
    }

    Json json() {
      return new Json.Members(
          Map.of(
              "restored", Json.of(restored),
              "missing", Json.of(missing),
              "overQuota", Json.of(overQuota)));
    }
  }
}
