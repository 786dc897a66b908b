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

/// `config/mailkeep bench`: starts the systems one after the other, runs the loads, prints a table.
public final class Bench {
  private static final PrintStream OUT = System.out;
  private static final String USAGE =
      """
      usage: config/mailkeep bench [WORD] [--quick] [--million] [--alone] [--json FILE]

        WORD         the loads whose name contains this: start, smtp, imap, pop3, growth, mailbox,
                       push, idle
        --quick      a tenth of the work, to see whether all runs
        --million    growing mailboxes grow to a million messages
        --alone      without Postfix and Dovecot
        --json FILE  where the figures go; ear/benchmarks/target/bench.json by default

      The peers need Debian's postfix, dovecot-imapd, dovecot-pop3d and dovecot-lmtpd, and root.

      config/mailkeep bench store -h: the stores, each beside its driver alone
      config/mailkeep bench directory -h: logins and recipients, whoever keeps the accounts\
      """;

  private final Options options;

  /// @param house the checkout
  /// @param size how much work
  /// @param only loads whose name contains this; empty for all
  /// @param alone without the peers
  /// @param json where the figures go
  record Options(Path house, Size size, String only, boolean alone, Path json) {
    static Options parse(String[] args) throws UsageException {
      List<String> words = List.of(args);
      Path house = checkout();
      var options =
          new Options(
              house, Size.USUAL, "", false, house.resolve("ear/benchmarks/target/bench.json"));
      for (int i = 0; i < args.length; i++) {
        options =
            switch (args[i]) {
              case "--quick" -> options.of(Size.QUICK);
              case "--million" -> options.of(Size.MILLION);
              case "--alone" -> new Options(house, options.size, options.only, true, options.json);
              case "--json" ->
                  new Options(
                      house, options.size, options.only, options.alone, Path.of(value(words, ++i)));
              default -> options.of(args[i]);
            };
      }
      return options;
    }

    private Options of(Size other) {
      return new Options(house, other, only, alone, json);
    }

    private Options of(String word) throws UsageException {
      if (word.startsWith("-") || !only.isEmpty()) {
        throw new UsageException("unknown option " + word);
      }
      return new Options(house, size, word, alone, json);
    }
  }

  /// How much work a run is.
  enum Size {
    /// To see whether all runs.
    QUICK(10, 1_000),
    USUAL(1, 100_000),
    MILLION(1, 1_000_000);

    private final int share;
    private final int largest;

    /// @param share what the usual work is divided by
    /// @param largest messages that a mailbox grows to
    Size(int share, int largest) {
      this.share = share;
      this.largest = largest;
    }

    /// The sizes of mailboxes that grow, ascending.
    List<Integer> mailboxes() {
      List<Integer> sizes = new ArrayList<>();
      for (int size = 1_000; size <= largest; size *= 10) {
        sizes.add(size);
      }
      return sizes;
    }
  }

  /// The word that follows an option.
  static String value(List<String> words, int at) throws UsageException {
    if (at == words.size()) {
      throw new UsageException(words.get(at - 1) + " needs a value");
    }
    return words.get(at);
  }

  /// The checkout.
  static Path checkout() {
    return Path.of(System.getProperty("house", ".")).toAbsolutePath().normalize();
  }

  /// A folder that servers of other users may enter.
  static Path newFolder() throws IOException {
    Path folder = Files.createTempDirectory("mailkeep-bench");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

  private Bench(Options options) {
    this.options = options;
  }

  /// Runs the benchmark.
  public static void main(String[] args) throws Exception {
    String part = args.length == 0 ? "" : args[0];
    String usage =
        switch (part) {
          case "store" -> StoreBench.USAGE;
          case "directory" -> DirectoryBench.USAGE;
          default -> USAGE;
        };
    List<String> words = List.of(args);
    if (words.contains("-h") || words.contains("--help") || part.equals("help")) {
      OUT.println(usage);
      return;
    }
    try {
      switch (part) {
        case "store" -> StoreBench.run(checkout(), words.subList(1, args.length));
        case "directory" -> DirectoryBench.run(checkout(), words.subList(1, args.length));
        default -> new Bench(Options.parse(args)).run();
      }
    } catch (UsageException e) {
      System.err.println("bench: " + e.getMessage() + "\n\n" + usage);
      System.exit(2);
    }
  }

  /// The words of the command are wrong.
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  private void run() throws Exception {
    List<Load> loads = wanted();
    Path folder = newFolder();
    List<Result> results = new ArrayList<>();
    try {
      results.addAll(measure(new Mailkeep(options.house, folder.resolve("mailkeep"), ""), loads));
      if (!options.alone) {
        results.addAll(measure(new Peers(folder.resolve("peers")), loads));
      }
    } finally {
      delete(folder);
    }
    var table = new Table(results, true);
    OUT.println();
    OUT.println(table.markdown());
    Files.createDirectories(options.json.toAbsolutePath().getParent());
    Files.writeString(options.json, table.json());
    OUT.println("JSON: " + options.json);
  }

  private List<Load> wanted() throws UsageException {
    List<Load> wanted =
        loads().stream().filter(load -> load.name().contains(options.only)).toList();
    if (wanted.isEmpty()) {
      throw new UsageException("no load's name contains " + options.only);
    }
    return wanted;
  }

  private static List<Result> measure(MailSystem system, List<Load> loads) throws Exception {
    List<Result> results = new ArrayList<>();
    OUT.println("starting " + system.name());
    system.start();
    try {
      for (Load load : loads) {
        OUT.println(load.name() + " …");
        List<Result> found = load.run(system);
        found.forEach(OUT::println);
        results.addAll(found);
      }
    } finally {
      system.stop();
    }
    return results;
  }

  private List<Load> loads() {
    int share = options.size.share;
    int sessions = 10_000 / share;
    return List.of(
        new StartLoad(),
        new SmtpLoad(1024, 10, 20_000 / share, 20_000 / share),
        new SmtpLoad(1024, 50, 20_000 / share, 10_000 / share),
        new SmtpLoad(102_400, 10, 3_000 / share, 1_000 / share),
        new SmtpLoad(102_400, 50, 3_000 / share, 1_000 / share),
        new ImapLoad(ImapLoad.Style.PIPELINED, 50, 20 / share, 20 / share),
        new ImapLoad(ImapLoad.Style.ONE_BY_ONE, 50, 5 / share, 20 / share),
        new ImapLoad(ImapLoad.Style.WITH_LOGIN, 50, 5 / share, 20 / share),
        new Pop3Load(50, 10 / share, 20 / share),
        new GrowthLoad(options.size.mailboxes()),
        new MailboxLoad(options.size.mailboxes()),
        new PushLoad(50, 20 / share, 20 / share),
        new IdleLoad(sessions, false),
        new IdleLoad(sessions, true));
  }

  /// Deletes a folder with all that is in it.
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
