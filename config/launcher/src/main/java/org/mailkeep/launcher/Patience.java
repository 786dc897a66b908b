package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Waits until a server is ready, has given up, is gone, stands still, or the time is up.
///
/// @param seconds how long it may take
/// @param still how long nobody may answer while the process computes next to nothing
record Patience(InstanceFolder instance, int seconds, Duration still) {
  /// A virtual machine that starts is busy. One that is not for so long has come to a standstill.
  static final Duration STANDSTILL = Duration.ofSeconds(40);

  private static final long PAUSE = 100;

  /// How many lines of the log a failure shows.
  private static final int TAIL = 10;

  /// Waits. Of a server that takes too long or stands still, the log of its virtual machine then
  /// tells what its threads do.
  ///
  /// @return whether it is ready; otherwise it stands still, and never listened
  /// @throws Failure when the server does not become ready
  boolean await(ProcessHandle process, Addresses addresses)
      throws IOException, Failure, InterruptedException {
    Listener http =
        addresses
            .nearest()
            .orElseThrow(
                () -> Failure.of("the configuration has no HTTP listener to ask for readiness"));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Probe.State state = new Probe.State.Silent();
    var pulse = new Pulse(process, still);
    try (var probe = new Probe()) {
      while (System.nanoTime() < deadline) {
        if (!process.isAlive()) {
          throw failure("the server stopped", List.of(), instance.machineLog());
        }
        state = probe.ask(http);
        if (state instanceof Probe.State.Ready) {
          return true;
        }
        if (state instanceof Probe.State.Failed(var reasons)) {
          throw failure("the server cannot take mail", reasons, instance.log());
        }
        if (!(state instanceof Probe.State.Silent)) {
          pulse.begin();
        } else if (pulse.isStill()) {
          new ServerProcess(instance).tellThreads(process);
          return false;
        }
        Thread.sleep(PAUSE);
      }
    }
    new ServerProcess(instance).tellThreads(process);
    throw failure(
        "the server was not ready within " + seconds + " s",
        state instanceof Probe.State.Waiting(var reasons) ? reasons : List.of(),
        instance.log());
  }

  /// @param telling the log that knows more: a virtual machine that ended said why in its own
  private Failure failure(String message, List<String> reasons, Path telling) throws IOException {
    var hints = new ArrayList<>(reasons);
    if (reasons.isEmpty() && Files.exists(telling)) {
      hints.addAll(Logs.tail(telling, TAIL));
    }
    for (Path log : List.of(instance.machineLog(), instance.log())) {
      if (Files.exists(log)) {
        hints.add("log: " + log);
      }
    }
    return Failure.of(message, hints.toArray(String[]::new));
  }
}
