package org.mailkeep.services;

import java.util.List;
import java.util.function.UnaryOperator;

/// The pools of one kind that we have defined in the container's configuration. An administrator's
/// own may be named alike, so each of ours bears a mark: a value that his does not have.
///
/// @param kind as the container's commands call it
/// @param prefix begins the names of ours
/// @param attribute that bears the mark
/// @param mark of the pool with an id
record DefinedPools(String kind, String prefix, String attribute, UnaryOperator<String> mark) {

  /// Runs the container's commands.
  @FunctionalInterface
  interface Commands {
    /// Runs one.
    ///
    /// @return what it printed
    String run(String command, List<String> arguments) throws ServerCommands.Failed;
  }

  /// The name of the pool with an id.
  String name(String id) {
    return prefix + id;
  }

  /// The names of all pools of this kind, whoever made them.
  List<String> all(Commands commands) throws ServerCommands.Failed {
    return commands
        .run("list-" + kind + "s", List.of())
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.contains(" "))
        .toList();
  }

  /// The ids of ours.
  List<String> ids(Commands commands) throws ServerCommands.Failed {
    return all(commands).stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .filter(id -> isOurs(commands, id))
        .toList();
  }

  /// Asked of one, the container also tells of those whose names have `_` for `-`.
  private boolean isOurs(Commands commands, String id) {
    String key = "resources." + kind + "." + name(id) + "." + attribute;
    try {
      return commands
          .run("get", List.of(key))
          .lines()
          .anyMatch(line -> line.replace("\\", "").contains(key + "=" + mark.apply(id)));
    } catch (ServerCommands.Failed e) {
      return false; // it has no such value
    }
  }

  /// Deletes ours, with its resources. One that somebody else made under its name stays.
  void delete(Commands commands, String id) throws ServerCommands.Failed {
    if (all(commands).contains(name(id)) && isOurs(commands, id)) {
      commands.run("delete-" + kind, List.of("--cascade", "true", name(id)));
    }
  }

  /// Deletes ours, which is to be defined anew.
  ///
  /// @throws ServerCommands.Failed when somebody else has made one under its name
  void makeRoom(Commands commands, String id) throws ServerCommands.Failed {
    delete(commands, id);
    if (all(commands).contains(name(id))) {
      throw new ServerCommands.Failed(
          "it has a pool " + name(id) + " that Mailkeep did not define; give that another name");
    }
  }
}
