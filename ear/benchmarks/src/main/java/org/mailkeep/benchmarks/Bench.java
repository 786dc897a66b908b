package org.mailkeep.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// `config/mailkeep bench [--quick] [--only WORD] [--alone] [--json FILE]`.
public final class Bench {
  private static final PrintStream OUT = System.out;

  private final Options options;

  /// @param house the checkout
  /// @param quick a tenth of the work, to see whether all runs
  /// @param only loads whose name contains this; empty for all
  /// @param alone without the peers
  /// @param json where the figures go
  record Options(Path house, boolean quick, String only, boolean alone, Path json) {
    static Options parse(String[] args) {
      Path house = Path.of(System.getProperty("mailkeep.house", ".")).toAbsolutePath().normalize();
      var options =
          new Options(house, false, "", false, house.resolve("ear/benchmarks/target/bench.json"));
      for (int i = 0; i < args.length; i++) {
        options =
            switch (args[i]) {
              case "--quick" -> new Options(house, true, options.only, options.alone, options.json);
              case "--alone" -> new Options(house, options.quick, options.only, true, options.json);
              case "--only" ->
                  new Options(house, options.quick, value(args, ++i), options.alone, options.json);
              case "--json" ->
                  new Options(
                      house, options.quick, options.only, options.alone, Path.of(value(args, ++i)));
              default -> throw new IllegalArgumentException("unknown option " + args[i]);
            };
      }
      return options;
    }

    private static String value(String[] args, int at) {
      if (at == args.length) {
        throw new IllegalArgumentException(args[at - 1] + " needs a value");
      }
      return args[at];
    }
  }

  private Bench(Options options) {
    this.options = options;
  }

  /// Runs the benchmark.
  public static void main(String[] args) throws Exception {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(2);
      return;
    }
    new Bench(options).run();
  }

  private void run() throws Exception {
    Path folder = Files.createTempDirectory("mailkeep-bench");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<Result> results = new ArrayList<>();
    try {
      results.addAll(measure(new Mailkeep(options.house, folder.resolve("mailkeep"))));
      if (!options.alone) {
        results.addAll(measure(new Peers(folder.resolve("peers"))));
      }
    } finally {
      delete(folder);
    }
    var table = new Table(results);
    OUT.println();
    OUT.println(table.markdown());
    Files.createDirectories(options.json.toAbsolutePath().getParent());
    Files.writeString(options.json, table.json());
    OUT.println("JSON: " + options.json);
  }

  private List<Result> measure(MailSystem system) throws Exception {
    List<Result> results = new ArrayList<>();
    OUT.println("starting " + system.name());
    system.start();
    try {
      for (Load load : loads()) {
        if (load.name().contains(options.only)) {
          OUT.println(load.name() + " …");
          List<Result> found = load.run(system);
          found.forEach(OUT::println);
          results.addAll(found);
        }
      }
    } finally {
      system.stop();
    }
    return results;
  }

  private List<Load> loads() {
    int share = options.quick ? 10 : 1;
    int sessions = 10_000 / share;
    List<Integer> sizes = options.quick ? List.of(1_000) : List.of(1_000, 10_000, 100_000);
    return List.of(
        new StartLoad(),
        new SmtpLoad(1024, 10, 20_000 / share, 20_000 / share),
        new SmtpLoad(1024, 50, 20_000 / share, 10_000 / share),
        new SmtpLoad(102_400, 10, 3_000 / share, 1_000 / share),
        new SmtpLoad(102_400, 50, 3_000 / share, 1_000 / share),
        new ImapLoad(ImapLoad.Style.PIPELINED, 50, 20 / share, 20 / share),
        new ImapLoad(ImapLoad.Style.ONE_BY_ONE, 50, 5 / share, 20 / share),
        new ImapLoad(ImapLoad.Style.WITH_LOGIN, 50, 5 / share, 20 / share),
        new GrowthLoad(sizes),
        new IdleLoad(sessions, false),
        new IdleLoad(sessions, true));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
