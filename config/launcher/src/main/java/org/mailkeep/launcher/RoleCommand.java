package org.mailkeep.launcher;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks after roles.
final class RoleCommand implements ApiCommand {
  private static final Resource ROLES = new Resource("/principal", "ROLE");

  @Override
  public String name() {
    return "role";
  }

  @Override
  public String summary() {
    return "create, list, show, update and delete roles, which say who may do what";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep role create ROLE [--description TEXT] [--enable PERMISSIONS]
                                      [--disable PERMISSIONS] [--role ROLES]
           config/mailkeep role list [--filter TEXT]
           config/mailkeep role show ROLE
           config/mailkeep role update ROLE [--description TEXT] [--enable PERMISSIONS]
                                      [--disable PERMISSIONS] [--role ROLES]
           config/mailkeep role delete ROLE

    PERMISSIONS and ROLES are names with commas between. A role allows what it enables and what the
    roles in it allow; what it disables, none of its holder's roles allows. Accounts and groups get
    roles by `config/mailkeep account update ACCOUNT --role ROLES`. The roles user, admin and
    tenant-admin are there always; `show admin` is the account of that name, list shows them all.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]

    example: config/mailkeep role create helpdesk --enable queue-list,queue-get --role user\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("description", "enable", "disable", "role", "filter");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of(
        "create", RoleCommand::create,
        "list", RoleCommand::list,
        "show", (api, context, given) -> print(context, given, ROLES.get(api, given)),
        "update",
            (api, context, given) ->
                print(context, given, ROLES.patch(api, given, AccessFields.changes(given))),
        "delete", (api, context, given) -> ROLES.delete(api, context, given, "Deleted: "));
  }

  private static void create(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Json.Members body = AccessFields.body("role", arguments.word(0, "ROLE"), arguments);
    Json made = api.post("/principal", body).member("data");
    Answer.show(
        context, arguments, made, out -> out.println("Created: " + made.member("name").text()));
  }

  private static void list(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String filter = Answer.query(arguments, "filter").replaceFirst("^\\?", "&");
    List<Json> all = Answer.all(api, "/principal?types=role" + filter);
    Answer.show(
        context,
        arguments,
        new Json.Array(all),
        out -> {
          var table = new Table("role", "id", "roles", "permissions", "description");
          for (Json role : all) {
            table.row(
                role.member("name").text(),
                role.member("id").text(),
                Answer.joined(role.member("roles")),
                Integer.toString(role.member("permissions").items().size()),
                role.member("description").text());
          }
          table.print(out);
        });
  }

  private static void print(Context context, Arguments arguments, Json role) {
    Answer.show(
        context,
        arguments,
        role,
        out -> {
          var pairs = new LinkedHashMap<String, String>();
          pairs.put("role", role.member("name").text());
          pairs.put("id", role.member("id").text());
          pairs.put("description", role.member("description").text());
          pairs.put("enables", Answer.joined(role.member("enabledPermissions")));
          pairs.put("disables", Answer.joined(role.member("disabledPermissions")));
          pairs.put("roles", Answer.joined(role.member("roles")));
          pairs.put("allows", Answer.joined(role.member("permissions")));
          Answer.pairs(out, pairs);
        });
  }
}
