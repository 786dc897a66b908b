package org.mailkeep.launcher;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Looks after hosted domains.
final class DomainCommand implements ApiCommand {
  private static final Resource DOMAINS = new Resource("/domain", "NAME");

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
    usage: config/mailkeep domain create NAME [--description TEXT] [--alias-of DOMAIN]
           config/mailkeep domain list [--filter TEXT]
           config/mailkeep domain show NAME
           config/mailkeep domain update NAME [--description TEXT] [--alias-of DOMAIN]
                                              [--tenant TENANT]
           config/mailkeep domain delete NAME

    A domain can be deleted when no account has an address in it and no other is its alias.
    Domains of one --tenant have their administrators in common; --tenant "" ends that.
    With --alias-of, its addresses are those of the other domain; --alias-of "" ends that.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]

    example: config/mailkeep domain create example.org\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("description", "alias-of", "tenant", "filter");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of(
        "create", DomainCommand::create,
        "list", DomainCommand::list,
        "show", (api, context, given) -> print(context, given, DOMAINS.get(api, given)),
        "update", DomainCommand::update,
        "delete",
            (api, context, given) -> DOMAINS.delete(api, context, given, "No longer hosted: "));
  }

  private static void create(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    if (arguments.option("tenant").isPresent()) {
      throw Failure.usage("--tenant is for update: the domain has to be there first");
    }
    Json.Members given = fields(arguments);
    Json body = given.values().isEmpty() ? new Json.Null() : given;
    Json made = api.post(DOMAINS.one(arguments), body).member("data");
    Answer.show(
        context, arguments, made, out -> out.println("Hosted: " + made.member("name").text()));
  }

  private static void list(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String[] columns = {"domain", "addresses", "alias of", "description"};
    DOMAINS.list(
        api,
        context,
        arguments,
        columns,
        domain ->
            new String[] {
              domain.member("name").text(),
              domain.member("addresses").text(),
              domain.member("aliasOf").text(),
              domain.member("description").text()
            });
  }

  private static void update(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Json.Members given = fields(arguments);
    if (given.values().isEmpty()) {
      throw Failure.usage("nothing to update; give --description, --alias-of or --tenant");
    }
    print(context, arguments, DOMAINS.patch(api, arguments, given));
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
          if (!domain.member("aliasOf").text().isEmpty()) {
            pairs.put("alias of", domain.member("aliasOf").text());
          }
          if (!domain.member("tenant").text().isEmpty()) {
            pairs.put("tenant", domain.member("tenant").text());
          }
          pairs.put("created", domain.member("created").text());
          Answer.pairs(out, pairs);
        });
  }

  private static Json.Members fields(Arguments arguments) {
    var fields = new HashMap<String, Json>();
    arguments.option("description").ifPresent(text -> fields.put("description", Json.of(text)));
    arguments.option("alias-of").ifPresent(domain -> fields.put("aliasOf", Json.of(domain)));
    arguments.option("tenant").ifPresent(tenant -> fields.put("tenant", Json.of(tenant)));
    return new Json.Members(fields);
  }
}
