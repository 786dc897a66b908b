package org.mailkeep.launcher;

import java.util.Map;
import java.util.Set;

/// Looks after mailing lists.
final class ListCommand implements ApiCommand {
  private static final EntryVerbs VERBS =
      new EntryVerbs(new Resource("/principal", "LIST", "list"), "list");

  @Override
  public String name() {
    return "list";
  }

  @Override
  public String summary() {
    return "create, list, show, update and delete mailing lists; add and remove members";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep list create LIST [--name TEXT] [--address ADDRESSES] [--owner ADDRESS]
                                      [--member MEMBERS]
           config/mailkeep list list [--filter TEXT]
           config/mailkeep list show LIST
           config/mailkeep list update LIST [--name TEXT] [--address ADDRESSES] [--owner ADDRESS]
                                      [--login NAME] [--member MEMBERS] [--enable] [--disable]
           config/mailkeep list member add|remove LIST MEMBER... [--external]
           config/mailkeep list delete LIST

    Mail for a list goes on to everyone who is on it. Its name is its address unless --address
    says others; members are names of accounts, groups or lists, and with --external addresses
    elsewhere. What cannot be delivered comes back to its owner, or its postmaster.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]

    example: config/mailkeep list member add news@example.org bob@example.net --external\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("name", "address", "owner", "member", "login", "filter");
  }

  @Override
  public Set<String> ownFlags() {
    return Set.of("enable", "disable", "external");
  }

  @Override
  public Map<String, Verb> verbs() {
    return VERBS.withMembers();
  }
}
