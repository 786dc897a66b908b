package org.mailkeep.launcher;

import java.util.Map;
import java.util.Set;

/// Looks after groups, whose mail is kept once for all who are in them.
final class GroupCommand implements ApiCommand {
  private static final EntryVerbs VERBS =
      new EntryVerbs(new Resource("/principal", "GROUP", "group"), "group");

  @Override
  public String name() {
    return "group";
  }

  @Override
  public String summary() {
    return "create, list, show, update and delete groups; add and remove members";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep group create GROUP [--name TEXT] [--address ADDRESSES] [--quota SIZE]
                                       [--member MEMBERS]
           config/mailkeep group list [--filter TEXT]
           config/mailkeep group show GROUP
           config/mailkeep group update GROUP [--name TEXT] [--address ADDRESSES] [--quota SIZE]
                                       [--login NAME] [--member MEMBERS] [--enable] [--disable]
           config/mailkeep group member add|remove GROUP MEMBER...
           config/mailkeep group delete GROUP

    Mail for a group is kept once, as its own. Its name is its address unless --address says
    others; members are names of accounts or groups, with commas between. Deleting a group
    deletes its mail.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]

    example: config/mailkeep group create sales@example.org --member jane@example.org\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("name", "address", "quota", "member", "login", "filter");
  }

  @Override
  public Set<String> ownFlags() {
    return Set.of("enable", "disable");
  }

  @Override
  public Map<String, Verb> verbs() {
    return VERBS.withMembers();
  }
}
