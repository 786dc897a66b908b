package org.mailkeep.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `config/mailkeep bench store`: opens each kind of store on the real server, runs the loads, and
/// prints each beside the driver alone.
final class StoreBench {
  static final String USAGE =
      """
      usage: config/mailkeep bench store [--quick] [--only WORD]… [--json FILE]

        --quick      short measurements, to see whether all runs
        --only WORD  the kinds of store that are called so (rocksdb, postgresql, mariadb, mysql,
                     sqlite, fs, s3proxy, ceph, redis, memory), or the loads whose name contains
                     it (commits, reads, blobs, look-ups, search, delivery)
        --json FILE  where the figures go; ear/benchmarks/target/bench-store.json by default

      PostgreSQL, MySQL and S3Proxy come from Maven; the others need Debian's mariadb-server,
      redis-server, ceph-mon, ceph-osd, ceph-common and radosgw, and delivery needs postfix. A
      server that cannot be had is left out, and named.\
      """;

  private static final PrintStream OUT = System.out;
  private static final List<Integer> WRITERS = List.of(1, 10, 50);
  private static final int BLOB = 100 << 10;

  private final Options options;
  private final List<Result> results = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  /// @param kinds of stores that are measured
  /// @param loads whose names contain one of these are run; all when empty
  private record Options(boolean quick, List<StoreKind> kinds, List<String> loads, Path json) {
    static Options parse(Path house, List<String> arguments) throws Bench.UsageException {
      boolean quick = false;
      Path json = house.resolve("ear/benchmarks/target/bench-store.json");
      List<StoreKind> kinds = new ArrayList<>();
      List<String> loads = new ArrayList<>();
      for (int i = 0; i < arguments.size(); i++) {
        switch (arguments.get(i)) {
          case "--quick" -> quick = true;
          case "--json" -> json = Path.of(Bench.value(arguments, ++i));
          case "--only" -> {
            String word = Bench.value(arguments, ++i);
            kind(word, kinds, loads);
          }
          default -> throw new Bench.UsageException("unknown option " + arguments.get(i));
        }
      }
      return new Options(quick, kinds.isEmpty() ? List.of(StoreKind.values()) : kinds, loads, json);
    }

    private static void kind(String word, List<StoreKind> kinds, List<String> loads) {
      Arrays.stream(StoreKind.values())
          .filter(kind -> kind.word().equals(word))
          .findFirst()
          .ifPresentOrElse(kinds::add, () -> loads.add(word));
    }

    boolean wants(String load) {
      return loads.isEmpty() || loads.stream().anyMatch(load::contains);
    }
  }

  private StoreBench(Options options) {
    this.options = options;
  }

  /// Runs it.
  ///
  /// @throws Bench.UsageException when the words are wrong
  static void run(Path house, List<String> arguments) throws Exception {
    new StoreBench(Options.parse(house, arguments)).run(house);
  }

  private void run(Path house) throws Exception {
    var delivery = new DeliveryLoad(house, options.quick ? 500 : 5_000);
    Path folder = Bench.newFolder();
    try {
      for (StoreKind kind : options.kinds) {
        OUT.println(kind.title() + " …");
        Path own = Files.createDirectory(folder.resolve(kind.word()));
        try {
          measure(kind, own);
          search(kind, own.resolve("search"));
          if (kind.delivers() && options.wants(delivery.name())) {
            deliver(kind, delivery, own.resolve("mailkeep"));
          }
        } catch (IOException e) {
          leftOut.add(kind.title() + ": " + e.getMessage());
          OUT.println("left out, " + leftOut.getLast());
        }
        Bench.delete(own);
      }
    } finally {
      Bench.delete(folder);
    }
    var table = new Table(results, false);
    OUT.println();
    OUT.println(table.markdown());
    leftOut.forEach(each -> OUT.println("left out, " + each));
    Files.createDirectories(options.json.toAbsolutePath().getParent());
    Files.writeString(options.json, table.json());
    OUT.println("JSON: " + options.json);
  }

  private void measure(StoreKind kind, Path folder) throws Exception {
    List<StoreLoad> loads = loads().stream().filter(load -> options.wants(load.name())).toList();
    if (loads.isEmpty()) {
      return;
    }
    var meter = new Meter(Duration.ofMillis(150), options.quick ? 3 : 15);
    try (StoreKind.Running running = kind.start();
        OpenStore store = OpenStores.open(running, folder)) {
      for (StoreLoad load : loads) {
        keep(load.run(store, meter));
      }
    }
  }

  private void search(StoreKind kind, Path folder) throws Exception {
    var load = options.quick ? new SearchLoad(2_000, 100) : new SearchLoad(100_000, 1_000);
    if (kind.keepsData() && options.wants(load.name())) {
      try (StoreKind.Running running = kind.start()) {
        keep(load.run(running, Files.createDirectory(folder)));
      }
    }
  }

  private void deliver(StoreKind kind, DeliveryLoad load, Path instance) throws Exception {
    try (StoreKind.Running running = kind.start()) {
      keep(load.run(running, instance));
    }
  }

  private void keep(List<Result> found) {
    found.forEach(OUT::println);
    results.addAll(found);
  }

  private static List<StoreLoad> loads() {
    List<StoreLoad> loads = new ArrayList<>();
    WRITERS.forEach(writers -> loads.add(new CommitLoad(writers)));
    loads.add(new ReadLoad());
    loads.add(new BlobLoad(BLOB));
    loads.add(new LookupLoad());
    return loads;
  }
}
