package org.mailkeep.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks after the further addresses of accounts.
final class AliasCommand implements ApiCommand {
  @Override
  public String name() {
    return "alias";
  }

  @Override
  public String summary() {
    return "create, list and delete further addresses of accounts";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep alias create ACCOUNT ADDRESS...
           config/mailkeep alias list ACCOUNT
           config/mailkeep alias delete ACCOUNT ADDRESS...

    An address like @example.org takes the domain's mail that is nobody else's.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]

    example: config/mailkeep alias create jane@example.org jane.doe@example.org\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of();
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of(
        "create",
        (api, context, arguments) -> change(api, context, arguments, "addItem"),
        "list",
        (api, context, arguments) -> {
          print(context, arguments, AccountCommand.ACCOUNTS.get(api, arguments));
        },
        "delete",
        (api, context, arguments) -> change(api, context, arguments, "removeItem"));
  }

  private static void change(RestClient api, Context context, Arguments arguments, String action)
      throws Failure, IOException, InterruptedException {
    arguments.word(1, "ADDRESS");
    List<String> addresses = arguments.words().subList(1, arguments.words().size());
    var changes = new ArrayList<Json>();
    for (String address : addresses) {
      changes.add(AccountCommand.change(action, "emails", Json.of(address)));
    }
    print(
        context, arguments, AccountCommand.ACCOUNTS.patch(api, arguments, new Json.Array(changes)));
  }

  private static void print(Context context, Arguments arguments, Json account) {
    Json emails = account.member("emails");
    Answer.show(
        context,
        arguments,
        emails,
        out -> emails.items().forEach(address -> out.println(address.text())));
  }
}
