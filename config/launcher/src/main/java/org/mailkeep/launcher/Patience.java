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
  /// @throws Failure when the server does not become ready; it is stopped then
  void await(Process process, Addresses addresses, Progress progress)
      throws IOException, Failure, InterruptedException {
    Listener http =
        addresses
            .nearest()
            .orElseThrow(
                () -> Failure.of("the configuration has no HTTP listener to ask for readiness"));
    try (var probe = new Probe()) {
      progress.step("Starting the server", () -> await(process, probe, http));
    } catch (Failure e) {
      new ServerProcess(instance).stop(process.toHandle(), 10);
      throw e;
    }
  }

  private void await(Process process, Probe probe, Listener http)
      throws IOException, Failure, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Probe.State state = new Probe.State.Silent();
    while (System.nanoTime() < deadline) {
      if (process.waitFor(PAUSE, TimeUnit.MILLISECONDS)) {
        throw failure("the server stopped with status " + process.exitValue(), List.of());
      }
      state = probe.ask(http);
      switch (state) {
        case Probe.State.Ready() -> {
          return;
        }
        case Probe.State.Failed(var reasons) ->
            throw failure("the server cannot take mail", reasons);
        case Probe.State.Waiting _, Probe.State.Silent _ -> {}
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
