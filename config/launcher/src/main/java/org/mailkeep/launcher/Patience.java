package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Waits until a server is ready, has given up, is gone, or the time is up.
record Patience(InstanceFolder instance, int seconds) {

  private static final long PAUSE = 100;

  /// How many lines of the log a failure shows.
  private static final int TAIL = 10;

  /// Waits.
  ///
  /// @throws Failure when the server does not become ready
  void await(ProcessHandle process, Addresses addresses)
      throws IOException, Failure, InterruptedException {
    Listener http =
        addresses
            .nearest()
            .orElseThrow(
                () -> Failure.of("the configuration has no HTTP listener to ask for readiness"));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Probe.State state = new Probe.State.Silent();
    try (var probe = new Probe()) {
      while (System.nanoTime() < deadline) {
        if (!process.isAlive()) {
          throw failure("the server stopped", List.of());
        }
        state = probe.ask(http);
        if (state instanceof Probe.State.Ready) {
          return;
        }
        if (state instanceof Probe.State.Failed(var reasons)) {
          throw failure("the server cannot take mail", reasons);
        }
        Thread.sleep(PAUSE);
      }
    }
    throw failure(
        "the server was not ready within " + seconds + " s",
        state instanceof Probe.State.Waiting(var reasons) ? reasons : List.of());
  }

  private Failure failure(String message, List<String> reasons) throws IOException {
    var hints = new ArrayList<>(reasons);
    var log = Files.exists(instance.log()) ? instance.log() : instance.machineLog();
    if (reasons.isEmpty() && Files.exists(log)) {
      hints.addAll(Logs.tail(log, TAIL));
    }
    hints.add("log: " + log);
    return Failure.of(message, hints.toArray(String[]::new));
  }
}
