package org.mailkeep.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs other programs.
final class Shell {
  private static final int MINUTES = 15;

  private Shell() {}

  /// Runs a program to its end.
  ///
  /// @return what it printed
  /// @throws IOException when it fails or takes over fifteen minutes
  static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(command + " did not end");
    }
    if (process.exitValue() != 0) {
      throw new IOException(command + " ended with " + process.exitValue() + ": " + output);
    }
    return output;
  }

  /// Runs a program to its end.
  static String run(String... command) throws IOException, InterruptedException {
    return run(List.of(command));
  }

  /// Starts a program that goes on, its output into a file.
  static Process start(Path log, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .redirectInput(Path.of("/dev/null").toFile())
        .start();
  }
}
