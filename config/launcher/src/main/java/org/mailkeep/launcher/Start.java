package org.mailkeep.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.kernel.Chance;

/// Makes the instance where it is missing, starts its server, waits until mail can flow.
final class Start implements TimedCommand {

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
    starts the server and waits until mail can flow. Exits with 0 only then.

    The options of its virtual machine are in the domain, where the server console changes them;
    those in the variable MAILKEEP_JVM_OPTIONS come after them, for this start. Classes that are
    read and verified are kept beside the archive when a server stops, for later starts.\
    """;
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
      int seconds = TimedCommand.seconds(arguments, 180);
      var patience = new Patience(instance, seconds, Patience.STANDSTILL);
      var attempt = new Attempt(process, domain.commandLine(options(context)), patience, addresses);
      progress.step("Starting the server", () -> start(attempt, progress));
      new Report(instance, addresses).print(context.out(), progress.elapsed());
    }
  }

  /// What the virtual machine is told beside the domain's options; the operator has the last word.
  private static List<String> options(Context context) {
    var options = new ArrayList<>(context.project().classes().options());
    String more = Objects.requireNonNullElse(context.environment().get("MAILKEEP_JVM_OPTIONS"), "");
    Stream.of(more.split("\\s+")).filter(option -> !option.isEmpty()).forEach(options::add);
    return options;
  }

  /// What a start takes.
  record Attempt(ServerProcess process, List<String> line, Patience patience, Addresses addresses) {
    /// @return whether the server is ready; otherwise it stood still and is stopped
    boolean isReady() throws Failure, IOException, InterruptedException {
      ProcessHandle started = process.start(line).toHandle();
      boolean ready = false;
      try {
        ready = patience.await(started, addresses);
        return ready;
      } finally {
        if (!ready) {
          process.stop(started, 10);
        }
      }
    }
  }

  /// Starts once more when the virtual machine stands still before anything listens: the
  /// application server may rarely lock itself up while its parts start side by side.
  static void start(Attempt attempt, Progress progress)
      throws Failure, IOException, InterruptedException {
    if (!attempt.isReady()) {
      progress.say("stood still; once more ...");
      ready(attempt.isReady(), attempt.patience().instance());
    }
  }

  /// @throws Failure when the server stood still
  static void ready(boolean ready, InstanceFolder instance) throws Failure {
    if (!ready) {
      throw Failure.of("the server stands still", "what its threads do: " + instance.machineLog());
    }
  }
}
