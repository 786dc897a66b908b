package org.mailkeep.store.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A server's process, beside a shell that ends it when this JVM is gone: the shell reads from us
/// until there is nothing more to read.
final class GuardedProcess {
  /// `$1` is the signal, `$2` the log, what follows the program.
  private static final String GUARD =
      """
      trap '' INT HUP TERM
      signal=$1 log=$2
      shift 2
      "$@" </dev/null >>"$log" 2>&1 &
      echo $!
      cat >/dev/null
      kill -"$signal" $! 2>/dev/null
      wait $!
      """;

  private static final long PATIENCE = 30;

  private final Process guard;
  private final ProcessHandle server;
  private final Path log;

  private GuardedProcess(Process guard, ProcessHandle server, Path log) {
    this.guard = guard;
    this.server = server;
    this.log = log;
  }

  /// Starts a program.
  ///
  /// @param signal that ends it at once
  static GuardedProcess start(List<String> command, Path folder, String signal) throws IOException {
    Path log = folder.resolve("log");
    if (!Files.exists(log)) {
      Files.createFile(log);
    }
    List<String> line = new ArrayList<>(List.of("sh", "-c", GUARD, "guard", signal, "" + log));
    line.addAll(command);
    Process guard =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    BufferedReader said = guard.inputReader();
    String pid = said.readLine();
    Optional<ProcessHandle> server =
        pid == null ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
    return new GuardedProcess(
        guard, server.orElseThrow(() -> new IOException("it ended at once, see " + log)), log);
  }

  long pid() {
    return server.pid();
  }

  boolean isAlive() {
    return server.isAlive();
  }

  /// What it printed.
  String log() throws IOException {
    return Files.readString(log);
  }

  /// Asks it by a signal to end, and waits.
  void signal(String signal) throws IOException {
    List<ProcessHandle> all = processes();
    Ground.run(List.of("kill", "-" + signal, "" + server.pid()), Path.of("/"));
    awaitEnd(all);
  }

  /// SIGKILL, to what it started too.
  void kill() throws IOException {
    List<ProcessHandle> all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(all);
  }

  private List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(server), server.descendants()).toList();
  }

  private void awaitEnd(List<ProcessHandle> processes) throws IOException {
    try {
      for (ProcessHandle process : processes) {
        process.onExit().get(PATIENCE, TimeUnit.SECONDS);
      }
      guard.getOutputStream().close();
      guard.waitFor(PATIENCE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("process " + server.pid() + " does not end", e);
    }
  }
}
