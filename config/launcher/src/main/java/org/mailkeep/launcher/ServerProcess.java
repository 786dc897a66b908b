package org.mailkeep.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The server's process, found again through the instance's pid file.
final class ServerProcess {

  /// How long the virtual machine may take to write down what its threads do, seconds.
  private static final int WRITING = 3;

  /// How long a kill may take until the kernel has cleaned up, seconds.
  private static final int KILL = 10;

  /// Starts the process in a session of its own, so that it outlives the terminal.
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final InstanceFolder instance;

  ServerProcess(InstanceFolder instance) {
    this.instance = instance;
  }

  /// The running server, if there is one. A pid that another program has now is not ours: our
  /// command line names the instance.
  Optional<ProcessHandle> running() throws IOException {
    Path file = instance.pidFile();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file).strip();
    if (!text.matches("[1-9][0-9]{0,9}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(text)).filter(this::isOurs);
  }

  /// Starts the server.
  ///
  /// @param commandLine program and arguments
  Process start(List<String> commandLine) throws IOException {
    var line = new ArrayList<String>();
    if (Files.isExecutable(SETSID)) {
      line.add(SETSID.toString());
    }
    line.addAll(commandLine);
    var builder = new ProcessBuilder(line);
    builder.directory(instance.home().toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(instance.machineLog().toFile()));
    Process process = builder.start();
    Files.writeString(instance.pidFile(), process.pid() + "\n");
    return process;
  }

  /// Asks the server to stop, waits, and kills it when it does not.
  ///
  /// @param seconds how long it may take
  /// @return whether it stopped by itself
  boolean stop(ProcessHandle process, int seconds) throws IOException, InterruptedException {
    process.destroy();
    boolean clean = gone(process, seconds);
    if (!clean) {
      process.destroyForcibly();
      gone(process, KILL);
    }
    Files.deleteIfExists(instance.pidFile());
    return clean;
  }

  /// Has the virtual machine write into its log what each of its threads does.
  void tellThreads(ProcessHandle process) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    var kill = new ProcessBuilder("kill", "-QUIT", pid).redirectErrorStream(true);
    kill.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    gone(process, WRITING);
  }

  private static boolean gone(ProcessHandle process, int seconds) throws InterruptedException {
    try {
      process.onExit().get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return !process.isAlive();
    }
  }

  private boolean isOurs(ProcessHandle process) {
    return process.isAlive() && arguments(process).contains(instance.domain().toString());
  }

  /// The whole command line. The kernel's own file comes first: what the virtual machine reads of
  /// it ends at 4096 octets, and the server's line is longer when its folder has a long name.
  private static List<String> arguments(ProcessHandle process) {
    try {
      Path line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return List.of(Files.readString(line).split("\0"));
    } catch (IOException e) {
      return process.info().arguments().map(List::of).orElse(List.of());
    }
  }
}
