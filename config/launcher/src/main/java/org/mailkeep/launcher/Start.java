package org.mailkeep.launcher;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.kernel.Chance;

/// Makes the instance where it is missing, starts its server, waits until mail can flow.
final class Start implements Command {

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String summary() {
    return "start the server; make its instance first when there is none";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep start [--instance DIR] [--timeout SECONDS]

    Makes the instance folder (mailkeep.toml, application server, domain) at the first start,
    starts the server and waits until mail can flow. Exits with 0 only then.\
    """;
  }

  @Override
  public Set<String> options() {
    return Set.of("timeout");
  }

  @Override
  public void run(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    InstanceFolder instance = context.instance();
    instance.create();
    var progress = new Progress(context.out());
    var process = new ServerProcess(instance);
    try (Lock _ = Lock.take(instance)) {
      Optional<ProcessHandle> running = process.running();
      if (running.isPresent()) {
        throw Failure.of("the server runs already, pid " + running.get().pid());
      }
      var domain = new Domain(instance, new Secrets(Chance.secure()));
      Preparation preparation = new Preparation(context, domain, progress);
      Addresses addresses = preparation.prepare();
      var patience = new Patience(instance, Seconds.of(arguments, "timeout", 180));
      progress.step("Starting the server", () -> start(process, domain, patience, addresses));
      new Report(instance, addresses).print(context.out(), progress.elapsed());
    }
  }

  private static void start(
      ServerProcess process, Domain domain, Patience patience, Addresses addresses)
      throws Failure, IOException, InterruptedException {
    ProcessHandle started = process.start(domain.commandLine()).toHandle();
    try {
      patience.await(started, addresses);
    } catch (Failure e) {
      process.stop(started, 10);
      throw e;
    }
  }
}
