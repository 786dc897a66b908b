package org.mailkeep.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks after mail on its way.
final class QueueCommand implements ApiCommand {
  private static final String MESSAGES = "/queue/messages";
  private static final String[] FILTERS = {"from", "to", "text"};

  @Override
  public String name() {
    return "queue";
  }

  @Override
  public String summary() {
    return "list, show, retry and cancel mail on its way; pause and resume";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep queue list [--from TEXT] [--to TEXT] [--text TEXT]
           config/mailkeep queue show ID
           config/mailkeep queue retry ID... | --all | --from TEXT | --to TEXT | --text TEXT
           config/mailkeep queue cancel ID... [--recipient ADDRESS]
           config/mailkeep queue cancel --all | --from TEXT | --to TEXT | --text TEXT
           config/mailkeep queue status
           config/mailkeep queue pause
           config/mailkeep queue resume

    retry tries now, cancel gives up without a report to the sender. A paused queue accepts mail
    and begins no attempts, until resume or until the server stops.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("from", "to", "text", "recipient");
  }

  @Override
  public Set<String> ownFlags() {
    return Set.of("all");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of(
        "list",
        QueueCommand::list,
        "show",
        QueueCommand::show,
        "retry",
        (api, context, arguments) ->
            change(context, arguments, "Tried now: ", path -> api.patch(path, new Json.Null())),
        "cancel",
        (api, context, arguments) -> change(context, arguments, "Given up: ", api::delete),
        "status",
        (api, context, arguments) -> print(context, arguments, api.get("/queue/status")),
        "pause",
        (api, context, arguments) ->
            print(context, arguments, api.patch("/queue/status/stop", new Json.Null())),
        "resume",
        (api, context, arguments) ->
            print(context, arguments, api.patch("/queue/status/start", new Json.Null())));
  }

  private static void list(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    var messages = Answer.all(api, MESSAGES + Answer.query(arguments, FILTERS));
    Answer.show(
        context,
        arguments,
        new Json.Array(messages),
        out -> {
          var table = new Table("id", "received", "size", "from", "to", "next", "last status");
          for (Json message : messages) {
            for (Json recipient : message.member("recipients").items()) {
              row(table, message, recipient);
            }
          }
          table.print(out);
        });
  }

  private static void row(Table table, Json message, Json recipient) {
    String last = recipient.member("last").member("text").text();
    table.row(
        message.member("id").text(),
        message.member("received").text(),
        Answer.size(message.member("size")),
        sender(message),
        recipient.member("address").text(),
        recipient.member("next").text(),
        last.isEmpty() ? recipient.member("status").text() : last);
  }

  private static void show(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Json message = api.get(path(arguments.word(0, "ID"))).member("data");
    Answer.show(context, arguments, message, out -> print(out, message));
  }

  private static void print(PrintStream out, Json message) {
    var pairs = new LinkedHashMap<String, String>();
    pairs.put("message", message.member("id").text());
    pairs.put("from", sender(message));
    pairs.put("size", Answer.size(message.member("size")));
    pairs.put("received", message.member("received").text());
    pairs.put("due", message.member("due").text());
    Answer.pairs(out, pairs);
    out.println();
    var table = new Table("recipient", "status", "retries", "next", "expires", "last");
    for (Json recipient : message.member("recipients").items()) {
      Json last = recipient.member("last");
      table.row(
          recipient.member("address").text(),
          recipient.member("status").text(),
          recipient.member("retries").text(),
          recipient.member("next").text(),
          recipient.member("expires").text(),
          (last.member("code").text() + " " + last.member("text").text()).strip());
    }
    table.print(out);
  }

  /// A call of the API on a path.
  @FunctionalInterface
  private interface Call {
    Json on(String path) throws Failure, IOException, InterruptedException;
  }

  private static void change(Context context, Arguments arguments, String done, Call call)
      throws Failure, IOException, InterruptedException {
    List<String> ids = arguments.words();
    String query = Answer.query(arguments, FILTERS);
    if (arguments.has("all")) {
      query = query.isEmpty() ? "?all=true" : query + "&all=true";
    }
    if (ids.isEmpty() == query.isEmpty()) {
      throw Failure.usage("say which messages: ids, or a filter, or --all");
    }
    long count = 0;
    if (ids.isEmpty()) {
      count = count(call.on(MESSAGES + query));
    }
    for (String id : ids) {
      count += count(call.on(path(id) + Answer.query(arguments, "recipient")));
    }
    long changed = count;
    var answer = new Json.Members(Map.of("count", Json.of(changed)));
    Answer.show(
        context,
        arguments,
        answer,
        out -> out.println(done + changed + (changed == 1 ? " message" : " messages")));
  }

  private static long count(Json answer) {
    return Long.parseLong(answer.member("data").member("count").text());
  }

  private static void print(Context context, Arguments arguments, Json answer) {
    Json status = answer.member("data");
    Answer.show(
        context,
        arguments,
        status,
        out -> {
          var pairs = new LinkedHashMap<String, String>();
          boolean paused = status.member("paused").text().equals("true");
          pairs.put("queue", paused ? "paused" : "running");
          pairs.put("attempts", status.member("attempts").text());
          pairs.put("waiting", status.member("waiting").text());
          Answer.pairs(out, pairs);
        });
  }

  private static String sender(Json message) {
    String from = message.member("from").text();
    return from.isEmpty() ? "<>" : from;
  }

  private static String path(String id) {
    return MESSAGES + "/" + Answer.encoded(id);
  }
}
