package org.mailkeep.launcher;

import java.util.Map;
import java.util.Set;

/// Looks after rooms and other things that can be booked.
final class ResourceCommand implements ApiCommand {
  private static final EntryVerbs VERBS =
      new EntryVerbs(new Resource("/principal", "RESOURCE", "resource,location"), "resource");

  @Override
  public String name() {
    return "resource";
  }

  @Override
  public String summary() {
    return "create, list, show, update and delete rooms and other resources";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep resource create RESOURCE [--room] [--name TEXT] [--address ADDRESSES]
                                          [--quota SIZE]
           config/mailkeep resource list [--filter TEXT]
           config/mailkeep resource show RESOURCE
           config/mailkeep resource update RESOURCE [--name TEXT] [--address ADDRESSES]
                                          [--quota SIZE] [--login NAME] [--enable] [--disable]
           config/mailkeep resource delete RESOURCE

    A resource keeps mail, and nobody logs in to it. Its name is its address unless --address
    says others. Deleting a resource deletes its mail.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]

    example: config/mailkeep resource create attic@example.org --room --name "The attic"\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("name", "address", "quota", "login", "filter");
  }

  @Override
  public Set<String> ownFlags() {
    return Set.of("enable", "disable", "room");
  }

  @Override
  public Map<String, Verb> verbs() {
    return VERBS.common();
  }
}
