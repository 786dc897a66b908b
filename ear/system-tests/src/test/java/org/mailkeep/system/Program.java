package org.mailkeep.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a program to its end, with a time limit.
public final class Program {

  private Program() {}

  /// Runs a program.
  ///
  /// @param limit after which it is killed and the test fails
  /// @param environment variables in addition to the test's own
  /// @param input what it reads
  /// @param line program and arguments
  public static Outcome run(
      Duration limit, Map<String, String> environment, String input, List<String> line)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile("mailkeep-in", ".txt");
    Path out = Files.createTempFile("mailkeep-out", ".txt");
    try {
      Files.writeString(in, input);
      var builder = new ProcessBuilder(line);
      builder.environment().putAll(environment);
      builder.redirectInput(in.toFile());
      builder.redirectErrorStream(true);
      builder.redirectOutput(out.toFile());
      Process process = builder.start();
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      String output = Files.readString(out, StandardCharsets.ISO_8859_1);
      if (!ended) {
        throw new AssertionError(line + " did not end within " + limit + "\n" + output);
      }
      return new Outcome(process.exitValue(), output);
    } finally {
      Files.deleteIfExists(in);
      Files.deleteIfExists(out);
    }
  }
}
