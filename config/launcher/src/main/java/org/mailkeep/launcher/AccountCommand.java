package org.mailkeep.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks after accounts.
final class AccountCommand implements ApiCommand {
  /// Accounts, by their login names.
  static final Resource ACCOUNTS = new Resource("/principal", "ACCOUNT", "individual");

  private static final Set<String> TAKE_A_PASSWORD = Set.of("create", "passwd");

  @Override
  public String name() {
    return "account";
  }

  @Override
  public String summary() {
    return "create, list, show, update and delete accounts; set passwords";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep account create ADDRESS [--name TEXT] [--quota SIZE] [--role ROLES]
                                         [--alias ADDRESSES] [--password-stdin]
           config/mailkeep account list [--filter TEXT]
           config/mailkeep account show ACCOUNT
           config/mailkeep account update ACCOUNT [--name TEXT] [--quota SIZE] [--role ROLES]
                                         [--login NAME] [--enable] [--disable]
           config/mailkeep account passwd ACCOUNT [--password-stdin]
           config/mailkeep account delete ACCOUNT

    The login name is the address. The account's password is asked for, or is the first line of
    the input with --password-stdin; without either one is generated and printed.
    A size is like 500m or 1g, 0 for no limit; roles have commas between.
    Deleting an account deletes its mail.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME]
    The administrator's own password comes from MAILKEEP_PASSWORD, or is asked for.

    example: config/mailkeep account create jane@example.org --name "Jane Doe" --quota 1g\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("name", "quota", "role", "alias", "filter", "login");
  }

  @Override
  public Set<String> ownFlags() {
    return Set.of("enable", "disable");
  }

  /// With these verbs, the password on the input is the account's.
  @Override
  public Arguments login(Arguments arguments) {
    boolean takes =
        !arguments.words().isEmpty() && TAKE_A_PASSWORD.contains(arguments.words().getFirst());
    return takes ? arguments.without("password-stdin") : arguments;
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of(
        "create", AccountCommand::create,
        "list", AccountCommand::list,
        "show", (api, context, given) -> print(context, given, ACCOUNTS.get(api, given)),
        "update", AccountCommand::update,
        "passwd", AccountCommand::passwd,
        "delete", (api, context, given) -> ACCOUNTS.delete(api, context, given, "Deleted: "));
  }

  private static void create(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String address = arguments.word(0, "ADDRESS");
    NewPassword password = NewPassword.of(context, arguments, address);
    var body = new HashMap<String, Json>();
    body.put("type", Json.of("individual"));
    body.put("name", Json.of(address));
    body.put("secrets", Json.of(List.of(password.text())));
    arguments.option("name").ifPresent(name -> body.put("description", Json.of(name)));
    arguments.option("quota").ifPresent(quota -> body.put("quota", Json.of(quota)));
    arguments.option("role").ifPresent(roles -> body.put("roles", Json.of(items(roles))));
    arguments
        .option("alias")
        .ifPresent(aliases -> {
          var emails = new ArrayList<>(List.of(address));
          emails.addAll(items(aliases));
          body.put("emails", Json.of(emails));
        });
    Json made = api.post("/principal", new Json.Members(body)).member("data");
    Answer.show(
        context,
        arguments,
        password.shown(made),
        out -> {
          out.println("Created: " + made.member("name").text());
          password.tell(out);
        });
  }

  private static void list(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String[] columns = {"account", "name", "used", "quota", "roles", "state"};
    ACCOUNTS.list(
        api,
        context,
        arguments,
        columns,
        account ->
            new String[] {
              account.member("name").text(),
              account.member("description").text(),
              Answer.size(account.member("usedQuota")),
              Answer.size(account.member("quota")),
              Answer.joined(account.member("roles")),
              state(account)
            });
  }

  private static void update(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    if (arguments.has("enable") && arguments.has("disable")) {
      throw Failure.usage("--enable or --disable, not both");
    }
    var changes = new ArrayList<Json>();
    arguments.option("name").ifPresent(name -> changes.add(set("description", Json.of(name))));
    arguments.option("login").ifPresent(login -> changes.add(set("name", Json.of(login))));
    arguments.option("quota").ifPresent(quota -> changes.add(set("quota", Json.of(quota))));
    arguments.option("role").ifPresent(roles -> changes.add(set("roles", Json.of(items(roles)))));
    if (arguments.has("enable") || arguments.has("disable")) {
      changes.add(set("enabled", Json.of(arguments.has("enable"))));
    }
    if (changes.isEmpty()) {
      throw Failure.usage("nothing to update; see config/mailkeep help account");
    }
    print(context, arguments, ACCOUNTS.patch(api, arguments, new Json.Array(changes)));
  }

  private static void passwd(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    NewPassword password = NewPassword.of(context, arguments, arguments.word(0, "ACCOUNT"));
    var change = set("secrets", Json.of(List.of(password.text())));
    Json account = ACCOUNTS.patch(api, arguments, new Json.Array(List.of(change)));
    Answer.show(
        context,
        arguments,
        password.shown(account),
        out -> {
          out.println("Password set: " + account.member("name").text());
          password.tell(out);
        });
  }

  private static void print(Context context, Arguments arguments, Json account) {
    Answer.show(
        context,
        arguments,
        account,
        out -> {
          var pairs = new LinkedHashMap<String, String>();
          pairs.put("account", account.member("name").text());
          pairs.put("id", account.member("id").text());
          pairs.put("name", account.member("description").text());
          pairs.put("addresses", Answer.joined(account.member("emails")));
          pairs.put("roles", Answer.joined(account.member("roles")));
          pairs.put("quota", Answer.size(account.member("quota")));
          pairs.put(
              "used",
              Answer.size(account.member("usedQuota"))
                  + " in "
                  + account.member("usedMessages").text()
                  + " messages");
          pairs.put("state", state(account));
          pairs.put("created", account.member("created").text());
          Answer.pairs(out, pairs);
        });
  }

  private static String state(Json account) {
    return account.member("enabled").text().equals("true") ? "enabled" : "disabled";
  }

  private static Json set(String field, Json value) {
    return change("set", field, value);
  }

  /// A change of a field, as PATCH takes it.
  static Json change(String action, String field, Json value) {
    return new Json.Members(
        Map.of("action", Json.of(action), "field", Json.of(field), "value", value));
  }

  private static List<String> items(String list) {
    return List.of(list.split("\\s*,\\s*"));
  }
}
