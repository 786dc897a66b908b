package org.mailkeep.benchmarks;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mailkeep.credentials.Argon2Cost;
import org.mailkeep.credentials.PasswordWork;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.Chance;

/// `config/mailkeep bench directory`: logins and recipients with accounts in Mailkeep, in OpenLDAP
/// and in PostgreSQL, once with answers kept in memory and once asked each time, and Dovecot on the
/// same OpenLDAP.
final class DirectoryBench {
  static final String USAGE =
      """
      usage: config/mailkeep bench directory [--quick] [--only WORD]… [--alone] [--json FILE]

        --quick      short measurements, to see whether all runs
        --only WORD  who keeps the accounts: internal, ldap, sql; what is asked: port (the port
                     `Directory` in this process), server
        --alone      without Dovecot
        --json FILE  where the figures go; ear/benchmarks/target/bench-directory.json by default

      LDAP needs Debian's slapd and ldap-utils, Dovecot its dovecot-imapd, dovecot-ldap and root.\
      """;

  private static final PrintStream OUT = System.out;
  private static final int CLIENTS = 50;
  private static final int HASHES = 5;

  private final Options options;
  private final Path house;
  private final List<Result> results = new ArrayList<>();

  private record Options(
      boolean quick, List<PeopleKind> kinds, List<String> parts, boolean alone, Path json) {
    private static final List<String> PARTS = List.of("port", "server");

    /// Whether a part is measured.
    boolean does(String part) {
      return parts.isEmpty() || parts.contains(part);
    }

    static Options parse(Path house, List<String> arguments) throws Bench.UsageException {
      boolean quick = false;
      boolean alone = false;
      Path json = house.resolve("ear/benchmarks/target/bench-directory.json");
      List<PeopleKind> kinds = new ArrayList<>();
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < arguments.size(); i++) {
        switch (arguments.get(i)) {
          case "--quick" -> quick = true;
          case "--alone" -> alone = true;
          case "--json" -> json = Path.of(Bench.value(arguments, ++i));
          case "--only" -> only(Bench.value(arguments, ++i), kinds, parts);
          default -> throw new Bench.UsageException("unknown option " + arguments.get(i));
        }
      }
      return new Options(
          quick, kinds.isEmpty() ? List.of(PeopleKind.values()) : kinds, parts, alone, json);
    }

    private static void only(String word, List<PeopleKind> kinds, List<String> parts)
        throws Bench.UsageException {
      if (PARTS.contains(word)) {
        parts.add(word);
      } else {
        kinds.add(kind(word));
      }
    }

    private static PeopleKind kind(String word) throws Bench.UsageException {
      return Arrays.stream(PeopleKind.values())
          .filter(kind -> kind.word().equals(word))
          .findFirst()
          .orElseThrow(() -> new Bench.UsageException("nobody keeps accounts in " + word));
    }
  }

  private DirectoryBench(Path house, Options options) {
    this.house = house;
    this.options = options;
  }

  /// Runs it.
  ///
  /// @throws Bench.UsageException when the words are wrong
  static void run(Path house, List<String> arguments) throws Exception {
    new DirectoryBench(house, Options.parse(house, arguments)).run();
  }

  private void run() throws Exception {
    argon2();
    List<String> names = Accounts.named("person", CLIENTS);
    Path folder = Bench.newFolder();
    try {
      for (PeopleKind kind : options.kinds) {
        try (PeopleKind.Running running = kind.start(names)) {
          if (options.does("port")) {
            port(running, names, folder);
          }
          if (options.does("server")) {
            measure(running, names, folder);
          }
        }
      }
    } finally {
      Bench.delete(folder);
    }
    var table = new Table(results, false);
    OUT.println();
    OUT.println(table.markdown());
    Files.createDirectories(options.json.toAbsolutePath().getParent());
    Files.writeString(options.json, table.json());
    OUT.println("JSON: " + options.json);
  }

  /// The port in this process.
  private void port(PeopleKind.Running running, List<String> names, Path folder) throws Exception {
    List<Address> addresses =
        names.stream().map(name -> Address.of(Accounts.address(name))).toList();
    List<String> logins = names.stream().map(running::login).toList();
    var meter = new Meter(Duration.ofSeconds(options.quick ? 1 : 3), options.quick ? 1 : 5);
    for (boolean kept : new boolean[] {true, false}) {
      String word = running.kind().word() + (kept ? "-kept" : "-asked");
      String system = MailkeepOfOthers.name(running.kind(), kept);
      var load = new PortLoad(CLIENTS, system, kept ? List.of() : running.roots());
      try (var open = new OpenDirectory(running, kept, names, folder.resolve("port-" + word))) {
        keep(load.run(open.port(), addresses, logins, meter));
      }
    }
  }

  private void measure(PeopleKind.Running running, List<String> names, Path folder)
      throws Exception {
    for (boolean kept : new boolean[] {true, false}) {
      String word = running.kind().word() + (kept ? "-kept" : "-asked");
      var server = new Mailkeep(house, folder.resolve(word), running.settings(kept));
      measure(new MailkeepOfOthers(server, running.kind(), kept), names);
      if (running.kind() == PeopleKind.LDAP && !options.alone) {
        Path own = folder.resolve("dovecot-" + word);
        measure(new DovecotOnLdap(Files.createDirectory(own), running.port(), kept), names);
      }
    }
  }

  private void measure(MailSystem system, List<String> names) throws Exception {
    int seconds = options.quick ? 2 : 15;
    OUT.println("starting " + system.name());
    system.start();
    try {
      keep(new LoginLoad(names, seconds, seconds).run(system));
      if (system instanceof MailkeepOfOthers) {
        keep(new RecipientLoad(names, CLIENTS, seconds, seconds).run(system));
      }
    } finally {
      system.stop();
    }
  }

  private void keep(List<Result> found) {
    found.forEach(OUT::println);
    results.addAll(found);
  }

  /// What a new password costs.
  private static void argon2() {
    var cost = Argon2Cost.STANDARD;
    var work = new PasswordWork(cost, 1, 1, Duration.ofMinutes(1));
    try (var passwords = new Passwords(work, Chance.secure())) {
      passwords.hash("warm up");
      long start = System.nanoTime();
      for (int i = 0; i < HASHES; i++) {
        passwords.hash("secret " + i);
      }
      double millis = (System.nanoTime() - start) / 1e6 / HASHES;
      OUT.println(
          "a new password is hashed by Argon2id with %s in %.0f ms".formatted(cost, millis));
    }
  }
}
