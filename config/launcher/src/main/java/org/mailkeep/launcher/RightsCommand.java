package org.mailkeep.launcher;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/// Looks after who else may do what with mailboxes of accounts (RFC 4314).
final class RightsCommand implements ApiCommand {
  private static final String ACCOUNT = "ADDRESS";
  private static final String WHO = "WHO";
  private static final String RIGHTS = "RIGHTS";

  @Override
  public String name() {
    return "rights";
  }

  @Override
  public String summary() {
    return "list, give and take rights on mailboxes of accounts";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep rights list ADDRESS [--mailbox PATH]
           config/mailkeep rights set ADDRESS WHO RIGHTS [--mailbox PATH]
           config/mailkeep rights remove ADDRESS WHO [--mailbox PATH]

    ADDRESS is whose mailbox it is; PATH is INBOX, or such as Work/2026. WHO is the login name of
    another, that of a group with a dollar sign in front, or anyone; with a dash in front for rights
    that are taken away from whom others would have them. RIGHTS are letters as in IMAP, and replace
    what there was:

      l  see the mailbox in lists        k  make mailboxes below it
      r  read messages                   x  delete or rename it
      s  keep marks of what is read      t  mark messages as deleted
      w  change other flags              e  expunge
      i  file messages                   a  change rights
      p  post to it

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]

    example: config/mailkeep rights set office@example.org jane@example.org lrs --mailbox Invoices\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("mailbox");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of(
        "list", RightsCommand::list, "set", RightsCommand::set, "remove", RightsCommand::remove);
  }

  private static void list(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    show(context, arguments, api.get(path(arguments) + mailbox(arguments)));
  }

  private static void set(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String one = path(arguments) + "/" + Answer.encoded(arguments.word(1, WHO));
    Json rights = Json.of(arguments.word(2, RIGHTS));
    show(
        context,
        arguments,
        api.put(one + mailbox(arguments), new Json.Members(Map.of("rights", rights))));
  }

  private static void remove(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String one = path(arguments) + "/" + Answer.encoded(arguments.word(1, WHO));
    show(context, arguments, api.delete(one + mailbox(arguments)));
  }

  private static String path(Arguments arguments) throws Failure {
    return "/mail/" + Answer.encoded(arguments.word(0, ACCOUNT)) + "/rights";
  }

  private static String mailbox(Arguments arguments) {
    return "?mailbox=" + Answer.encoded(arguments.option("mailbox").orElse("INBOX"));
  }

  /// Shows the list as it is now.
  private static void show(Context context, Arguments arguments, Json answer) {
    Json list = answer.member("data");
    Answer.show(
        context,
        arguments,
        list,
        out -> {
          var table = new Table("who", "rights");
          for (Json entry : list.member("items").items()) {
            table.row(entry.member("identifier").text(), entry.member("rights").text());
          }
          table.print(out);
        });
  }
}
