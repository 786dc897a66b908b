package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Fuzzes parsers for a given time: the fuzz targets of the modules, run by Maven in Jazzer's
/// fuzzing mode. An input that fails is left among the target's seeds, where every build runs it.
final class Fuzz implements Command {
  private static final int MINUTES = 5;
  private static final int MOST_MINUTES = 7 * 24 * 60;
  private static final int SECONDS_PER_MINUTE = 60;

  @Override
  public String name() {
    return "fuzz";
  }

  @Override
  public String summary() {
    return "fuzz the parsers for a given time";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep fuzz [--minutes N] [TARGET ...]

    Fuzzes each target for so many minutes (default %d), all when none is named: %s.
    Exits with 0 when nothing was found. An input that fails a parser is kept among the seeds of
    its fuzz test and named at the end; each build runs it from then on. What was learned about
    interesting inputs stays in the modules' .cifuzz-corpus for the next time.

    example: config/mailkeep fuzz --minutes 60 imap mime\
    """
        .formatted(MINUTES, names());
  }

  @Override
  public Set<String> options() {
    return Set.of("minutes");
  }

  @Override
  public void run(Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    int minutes = minutes(arguments);
    List<FuzzTarget> targets = targets(arguments.words());
    Path home = context.project().home();
    Set<Path> before = inputs(home, targets);
    boolean passed = true;
    for (FuzzTarget target : targets) {
      context.out().println("Fuzzing " + target.name() + " for " + minutes + " min ...");
      passed &= fuzz(home, target, minutes * SECONDS_PER_MINUTE / target.tests().size());
    }
    Set<Path> found = new TreeSet<>(inputs(home, targets));
    found.removeAll(before);
    if (!passed || !found.isEmpty()) {
      throw found.isEmpty()
          ? Failure.of("fuzzing failed; see above")
          : Failure.of(
              "fuzzing found " + found.size() + " failing input(s), kept as seeds:",
              found.stream().map(Path::toString).toArray(String[]::new));
    }
    context.out().println("Nothing found.");
  }

  private static int minutes(Arguments arguments) throws Failure {
    Optional<String> given = arguments.option("minutes");
    if (given.isEmpty()) {
      return MINUTES;
    }
    if (given.get().matches("[0-9]{1,5}")) {
      int minutes = Integer.parseInt(given.get());
      if (minutes >= 1 && minutes <= MOST_MINUTES) {
        return minutes;
      }
    }
    throw Failure.usage("--minutes wants a number from 1 to " + MOST_MINUTES);
  }

  private static List<FuzzTarget> targets(List<String> names) throws Failure {
    var targets = new ArrayList<FuzzTarget>();
    for (String name : names) {
      targets.add(
          FuzzTarget.find(name)
              .orElseThrow(
                  () -> Failure.usage("unknown target " + name + "; there are " + names())));
    }
    return targets.isEmpty() ? FuzzTarget.ALL : targets;
  }

  private static String names() {
    return FuzzTarget.ALL.stream().map(FuzzTarget::name).collect(Collectors.joining(", "));
  }

  /// Runs a target's tests one after the other, each in a JVM of its own, as Jazzer wants it.
  private static boolean fuzz(Path home, FuzzTarget target, int secondsEach)
      throws IOException, InterruptedException {
    boolean passed = true;
    for (String test : target.tests()) {
      var builder =
          new ProcessBuilder(
              List.of(
                  "mvn",
                  "-B",
                  "-ntp",
                  "-q",
                  "-pl",
                  target.module(),
                  "-am",
                  "test",
                  "-Dtest=" + test,
                  "-Dsurefire.failIfNoSpecifiedTests=false",
                  // Tests run with the quick compiler alone; hours of them deserve the good one.
                  "-Dsurefire.argLine=-XX:TieredStopAtLevel=4"));
      builder.environment().put("JAZZER_FUZZ", "1");
      builder.environment().put("JAZZER_MAX_DURATION", secondsEach + "s");
      passed &= builder.directory(home.toFile()).inheritIO().start().waitFor() == 0;
    }
    return passed;
  }

  /// The seeds of these targets, and what Jazzer leaves beside a module that has none.
  private static Set<Path> inputs(Path home, List<FuzzTarget> targets) throws IOException {
    Set<Path> inputs = new HashSet<>();
    for (FuzzTarget target : targets) {
      Path module = home.resolve(target.module());
      try (Stream<Path> all = Files.walk(module.resolve("src/test/resources"))) {
        all.filter(Files::isRegularFile).forEach(inputs::add);
      }
      try (Stream<Path> all = Files.list(module)) {
        all.filter(file -> file.getFileName().toString().matches("(crash|timeout|oom|slow)-.*"))
            .forEach(inputs::add);
      }
    }
    return inputs;
  }
}
