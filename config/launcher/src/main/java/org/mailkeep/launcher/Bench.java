package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs the benchmark, a program of its own, with the words that follow.
final class Bench implements Command {

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "measure Mailkeep and its peers under one load";
  }

  @Override
  public String usage() {
    return "usage: config/mailkeep bench [options of the benchmark]; bench -h lists them";
  }

  @Override
  public boolean passesOn() {
    return true;
  }

  @Override
  public void run(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Path jar = context.project().home().resolve("ear/benchmarks/target/mailkeep-benchmarks.jar");
    if (!Files.exists(jar)) {
      throw Failure.of("there is no " + jar, "run mvn -DskipTests package");
    }
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Dhouse=" + context.project().home());
    line.add("-Dservers.folder=" + jar.resolveSibling("servers"));
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-jar", jar.toString()));
    line.addAll(arguments.words());
    int status = new ProcessBuilder(line).inheritIO().start().waitFor();
    if (status != 0) {
      throw Failure.of("the benchmark ended with status " + status);
    }
  }
}
