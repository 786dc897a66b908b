package org.mailkeep.launcher;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks after keys of the API.
final class ApiKeyCommand implements ApiCommand {
  private static final Resource KEYS = new Resource("/principal", "KEY");

  @Override
  public String name() {
    return "api-key";
  }

  @Override
  public String summary() {
    return "create, list, show, update and delete keys by which programs use the API";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep api-key create KEY [--description TEXT] [--expires TIME]
                                         [--from NETWORKS] [--role ROLES] [--tenant TENANT]
                                         [--enable PERMISSIONS] [--disable PERMISSIONS]
           config/mailkeep api-key list [--filter TEXT]
           config/mailkeep api-key show KEY
           config/mailkeep api-key update KEY [--rename NAME] [as for create]
           config/mailkeep api-key delete KEY

    create prints the key, which is never shown again: a bearer token of the REST API. TIME is a day
    or a time such as 2027-01-31T12:00:00Z; without it the key holds until it is deleted. NETWORKS,
    ROLES and PERMISSIONS are names with commas between.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]

    example: config/mailkeep api-key create monitor --enable server-status --from 192.0.2.7\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of(
        "description",
        "expires",
        "from",
        "role",
        "tenant",
        "enable",
        "disable",
        "rename",
        "filter");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of(
        "create", ApiKeyCommand::create,
        "list", ApiKeyCommand::list,
        "show", (api, context, given) -> print(context, given, KEYS.get(api, given)),
        "update",
            (api, context, given) ->
                print(context, given, KEYS.patch(api, given, AccessFields.changes(given))),
        "delete", (api, context, given) -> KEYS.delete(api, context, given, "Deleted: "));
  }

  private static void create(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Json.Members body = AccessFields.body("api-key", arguments.word(0, "KEY"), arguments);
    Json made = api.post("/principal", body).member("data");
    Answer.show(
        context,
        arguments,
        made,
        out -> {
          out.println("Created: " + made.member("name").text());
          out.println("Key: " + made.member("secret").text());
        });
  }

  private static void list(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String filter = Answer.query(arguments, "filter").replaceFirst("^\\?", "&");
    List<Json> all = Answer.all(api, "/principal?types=api-key" + filter);
    Answer.show(
        context,
        arguments,
        new Json.Array(all),
        out -> {
          var table = new Table("key", "id", "roles", "from", "expires", "made by", "description");
          for (Json key : all) {
            table.row(
                key.member("name").text(),
                key.member("id").text(),
                Answer.joined(key.member("roles")),
                Answer.joined(key.member("allowedIps")),
                key.member("expires").text(),
                key.member("createdBy").text(),
                key.member("description").text());
          }
          table.print(out);
        });
  }

  private static void print(Context context, Arguments arguments, Json key) {
    Answer.show(
        context,
        arguments,
        key,
        out -> {
          var pairs = new LinkedHashMap<String, String>();
          pairs.put("key", key.member("name").text());
          pairs.put("id", key.member("id").text());
          pairs.put("description", key.member("description").text());
          pairs.put("from", Answer.joined(key.member("allowedIps")));
          pairs.put("expires", key.member("expires").text());
          pairs.put("tenant", key.member("tenant").text());
          pairs.put("roles", Answer.joined(key.member("roles")));
          pairs.put("allows", Answer.joined(key.member("permissions")));
          pairs.put("created", key.member("created").text());
          pairs.put("made by", key.member("createdBy").text());
          Answer.pairs(out, pairs);
        });
  }
}
