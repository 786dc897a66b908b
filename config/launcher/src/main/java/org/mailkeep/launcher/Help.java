package org.mailkeep.launcher;

/// Lists the commands, or says how one is called.
final class Help implements Command {

  @Override
  public String name() {
    return "help";
  }

  @Override
  public String summary() {
    return "list the commands, or explain one";
  }

  @Override
  public String usage() {
    return "usage: config/mailkeep help [COMMAND]";
  }

  @Override
  public void run(Context context, Arguments arguments) throws Failure {
    if (!arguments.words().isEmpty()) {
      String name = arguments.words().getFirst();
      Command command =
          Commands.find(name).orElseThrow(() -> Failure.usage("unknown command " + name));
      context.out().println(command.usage());
      return;
    }
    context.out().println("usage: config/mailkeep COMMAND [--instance DIR] [options]\n");
    Table table = new Table("command", "what it does");
    Commands.all().forEach(command -> table.row(command.name(), command.summary()));
    table.print(context.out());
    context
        .out()
        .println(
            """

            The instance is the folder with mailkeep.toml, data and logs: --instance DIR, the
            variable MAILKEEP_INSTANCE, or instance/ in the project.\
            """);
  }
}
