package org.mailkeep.launcher;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks after long operations of a server.
final class TaskCommand implements ApiCommand {
  private static final Resource TASKS = new Resource("/tasks", "ID");

  @Override
  public String name() {
    return "task";
  }

  @Override
  public String summary() {
    return "list, show, follow and cancel long operations";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep task list [--filter TEXT]
           config/mailkeep task show ID
           config/mailkeep task follow ID
           config/mailkeep task cancel ID

    follow shows the progress until the task ends, and exits with 0 when it was done, 1 when it
    failed, 3 when it was cancelled. A task that is cancelled ends as soon as it can.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("filter");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of(
        "list",
        TaskCommand::list,
        "show",
        (api, context, given) -> print(context, given, TASKS.get(api, given)),
        "follow",
        (api, context, given) -> TaskProgress.run(api, context, given, api.get(TASKS.one(given))),
        "cancel",
        TaskCommand::cancel);
  }

  private static void list(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String[] columns = {"id", "what", "by", "state", "progress", "started", "message"};
    TASKS.list(
        api,
        context,
        arguments,
        columns,
        task ->
            new String[] {
              task.member("id").text(),
              TaskText.what(task),
              task.member("by").text(),
              task.member("state").text(),
              TaskText.amount(task),
              task.member("started").text(),
              task.member("message").text()
            });
  }

  private static void cancel(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Json task = api.delete(TASKS.one(arguments)).member("data");
    boolean running = task.member("state").text().equals("running");
    Answer.show(
        context,
        arguments,
        task,
        out ->
            out.println(
                (running ? "Ends as soon as it can: " : "Has ended already: ")
                    + TaskText.what(task)));
  }

  private static void print(Context context, Arguments arguments, Json task) {
    Answer.show(
        context,
        arguments,
        task,
        out -> {
          var pairs = new LinkedHashMap<String, String>();
          pairs.put("task", task.member("id").text());
          pairs.put("what", TaskText.what(task));
          for (String name : List.of("by", "state", "message", "started", "ended")) {
            pairs.put(name, task.member(name).text());
          }
          pairs.put("progress", TaskText.amount(task));
          Answer.pairs(out, pairs);
          TaskText.report(out, task);
        });
  }
}
