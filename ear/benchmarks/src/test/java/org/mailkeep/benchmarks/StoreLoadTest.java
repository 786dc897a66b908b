package org.mailkeep.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each load on the stores that need no server.
final class StoreLoadTest {
  private static final Meter METER = new Meter(Duration.ofMillis(10), 1);

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(names = {"ROCKSDB", "SQLITE"})
  void aStoreOfDataIsHeldAgainstItsDriver(StoreKind kind) throws Exception {
    List<Result> results = run(kind);
    assertEquals(
        List.of(
            "commits, 10 writers",
            "gets, 10 readers",
            "scans of 500 records",
            "blobs of 100 KiB, 10 threads",
            "look-ups, 10 threads"),
        results.stream().map(Result::load).toList());
    for (Result compared : results.subList(0, 3)) {
      assertTrue(compared.figure("ratio") > 0, compared.toString());
    }
    assertTrue(results.getFirst().figure("at once") >= 1, results.toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"FS", "MEMORY"})
  void anotherStoreDoesWhatItsRoleIs(StoreKind kind) throws Exception {
    List<Result> results = run(kind);
    assertEquals(1, results.size());
    Result only = results.getFirst();
    assertEquals(
        kind == StoreKind.FS
            ? List.of("get MB/s", "put MB/s")
            : List.of("counts per s", "reads per s"),
        List.copyOf(new TreeSet<>(only.figures().keySet())));
    only.figures().values().forEach(figure -> assertTrue(figure > 0, only.toString()));
  }

  private List<Result> run(StoreKind kind) throws Exception {
    List<Result> results = new ArrayList<>();
    try (StoreKind.Running running = kind.start();
        OpenStore store = OpenStores.open(running, folder)) {
      for (StoreLoad load :
          List.of(new CommitLoad(10), new ReadLoad(), new BlobLoad(100 << 10), new LookupLoad())) {
        results.addAll(load.run(store, METER));
      }
    }
    return results;
  }
}
