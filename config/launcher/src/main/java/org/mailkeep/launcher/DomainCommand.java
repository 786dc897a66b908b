package org.mailkeep.launcher;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Looks after hosted domains.
final class DomainCommand implements ApiCommand {
  @Override
  public String name() {
    return "domain";
  }

  @Override
  public String summary() {
    return "create, list, show, update and delete hosted domains";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep domain create NAME [--description TEXT]
           config/mailkeep domain list [--filter TEXT]
           config/mailkeep domain show NAME
           config/mailkeep domain update NAME --description TEXT
           config/mailkeep domain delete NAME

    A domain can be deleted when no account has an address in it.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]

    example: config/mailkeep domain create example.org\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("description", "filter");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of(
        "create", DomainCommand::create,
        "list", DomainCommand::list,
        "show", DomainCommand::show,
        "update", DomainCommand::update,
        "delete", DomainCommand::delete);
  }

  private static void create(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Json body = new Json.Null();
    if (arguments.has("description")) {
      body = description(arguments);
    }
    Json made = api.post(path(arguments), body).member("data");
    Answer.show(
        context, arguments, made, out -> out.println("Hosted: " + made.member("name").text()));
  }

  private static void list(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    var domains = Answer.all(api, "/domain" + Answer.query(arguments, "filter"));
    Answer.show(
        context,
        arguments,
        new Json.Array(domains),
        out -> {
          var table = new Table("domain", "addresses", "description");
          for (Json domain : domains) {
            table.row(
                domain.member("name").text(),
                domain.member("addresses").text(),
                domain.member("description").text());
          }
          table.print(out);
        });
  }

  private static void show(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    print(context, arguments, api.get(path(arguments)).member("data"));
  }

  private static void update(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    if (!arguments.has("description")) {
      throw Failure.usage("nothing to update; give --description");
    }
    print(context, arguments, api.patch(path(arguments), description(arguments)).member("data"));
  }

  private static void delete(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Json answer = api.delete(path(arguments)).member("data");
    String name = arguments.word(0, "NAME");
    Answer.show(context, arguments, answer, out -> out.println("No longer hosted: " + name));
  }

  private static void print(Context context, Arguments arguments, Json domain) {
    Answer.show(
        context,
        arguments,
        domain,
        out -> {
          var pairs = new LinkedHashMap<String, String>();
          pairs.put("domain", domain.member("name").text());
          pairs.put("readable", domain.member("unicode").text());
          pairs.put("description", domain.member("description").text());
          pairs.put("addresses", domain.member("addresses").text());
          pairs.put("created", domain.member("created").text());
          Answer.pairs(out, pairs);
        });
  }

  private static Json description(Arguments arguments) {
    return new Json.Members(
        Map.of("description", Json.of(arguments.option("description").orElse(""))));
  }

  private static String path(Arguments arguments) throws Failure {
    return "/domain/" + Answer.encoded(arguments.word(0, "NAME"));
  }
}
