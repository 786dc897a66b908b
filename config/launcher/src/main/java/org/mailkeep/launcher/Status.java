package org.mailkeep.launcher;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Says whether the server runs and whether mail can flow.
final class Status implements Command {

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String summary() {
    return "say whether the server runs and mail can flow";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep status [--instance DIR]

    Exits with 0 when the server is ready, with 1 when it is not.\
    """;
  }

  @Override
  public void run(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    InstanceFolder instance = context.instance();
    Optional<ProcessHandle> running = new ServerProcess(instance).running();
    if (running.isEmpty()) {
      throw Failure.of("no server runs in " + instance.home());
    }
    Addresses addresses = Addresses.of(instance, context.environment());
    context.out().println("Server runs, pid " + running.get().pid());
    Listener http =
        addresses.nearest().orElseThrow(() -> Failure.of("there is no HTTP listener to ask"));
    try (var probe = new Probe()) {
      switch (probe.ask(http)) {
        case Probe.State.Ready() -> context.out().println("Mail can flow");
        case Probe.State.Waiting(var reasons) -> throw notReady(reasons);
        case Probe.State.Failed(var reasons) -> throw notReady(reasons);
        case Probe.State.Silent() -> throw notReady(List.of("it does not answer"));
      }
    }
  }

  private static Failure notReady(List<String> reasons) {
    return Failure.of("mail cannot flow", reasons.toArray(String[]::new));
  }
}
