package org.mailkeep.launcher;

import java.util.List;
import java.util.Optional;
import org.mailkeep.kernel.Chance;

/// The list of what `config/mailkeep` can do.
final class Commands {

  private static final List<Command> ALL =
      List.of(
          new Setup(),
          new Start(),
          new Stop(),
          new Restart(),
          new Reload(),
          new Status(),
          new Logs(),
          new Deploy(),
          new Bench(),
          new Fuzz(),
          new LoginCommand(Watch.REAL, Chance.secure()),
          new LogoutCommand(),
          new DomainCommand(),
          new AccountCommand(),
          new AliasCommand(),
          new GroupCommand(),
          new ListCommand(),
          new ResourceCommand(),
          new RoleCommand(),
          new ApiKeyCommand(),
          new QueueCommand(),
          new StoreCommand(),
          new ImportCommand(),
          new ExportCommand(),
          new UndeleteCommand(),
          new RightsCommand(),
          new TaskCommand(),
          new CacheCommand(),
          new NetworkCommand(),
          new TroubleshootCommand(),
          new AuditCommand(),
          new HistoryCommand(),
          new Version(),
          new Help());

  private Commands() {}

  /// All, in the order of the help.
  static List<Command> all() {
    return ALL;
  }

  /// The command of this name.
  static Optional<Command> find(String name) {
    return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
  }
}
