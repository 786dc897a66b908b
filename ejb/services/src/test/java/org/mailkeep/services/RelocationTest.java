package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.admin.FieldError;
import org.mailkeep.admin.Moving;
import org.mailkeep.admin.TaskReport;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Progress;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.moving.Export;
import org.mailkeep.store.api.moving.MoveRules;
import org.mailkeep.telemetry.Events;

class RelocationTest {
  private static final byte[] KEY = {1};
  private static final byte[] VALUE = {2};
  private static final byte[] OCTETS = {7, 8, 9};
  private static final String FILE =
      """
      # where everything is
      [store.other] # a second one
      type = "rocksdb"
      path = "other"
      [store.files]
      type = "fs"
      path = "files"
      """;

  @TempDir Path folder = Path.of("");
  private ConfigurationFile file = new ConfigurationFile(Path.of("mailkeep.toml"));

  @BeforeEach
  void write() throws Exception {
    file = new ConfigurationFile(folder.resolve("mailkeep.toml"));
    Files.writeString(file.file(), FILE);
  }

  @Test
  void allRolesMoveAndTheFileSaysSo() throws Exception {
    Configuration before = file.read();
    try (Stores stores = open(before)) {
      fill(stores);
      TaskReport report = move(stores, before, new Moving.Request("rocksdb", "other", Set.of()));
      assertTrue(report.rows().stream().allMatch(row -> row.getLast().equals("same")));
      assertEquals("storage.data = \"other\"\n" + FILE, Files.readString(file.file()));
      assertEquals(List.of("other"), stores.watches().stream().map(w -> w.name()).toList());
      stores.data().commit(new Batch().put(Subspace.AUTH, VALUE, VALUE));
    }
    try (Stores stores = open(file.read())) {
      assertArrayEquals(VALUE, stores.data().get(Subspace.AUTH, KEY));
      assertArrayEquals(VALUE, stores.data().get(Subspace.AUTH, VALUE));
      assertArrayEquals(VALUE, stores.lookup().get(KEY));
    }
  }

  @Test
  void aFileOfTheOldestKindNamesTheRoleAnew() throws Exception {
    Files.writeString(
        file.file(),
        FILE + "[store.rocksdb]\ntype = \"rocksdb\"\n[jmap.store]\ndata = \"rocksdb\"\n");
    Configuration before = file.read();
    try (Stores stores = open(before)) {
      fill(stores);
      move(stores, before, new Moving.Request("rocksdb", "other", Set.of()));
    }
    assertEquals("other", StoreSettings.data(file.read()));
  }

  @Test
  void theOldStoreIsNotUsedAgainUnlessThatIsAskedFor() throws Exception {
    Configuration before = file.read();
    try (Stores stores = open(before)) {
      fill(stores);
      move(stores, before, new Moving.Request("rocksdb", "other", Set.of()));
    }
    var refused = assertThrows(StoreException.Unavailable.class, () -> open(before));
    assertTrue(String.valueOf(refused.getMessage()).contains("was moved to store other at"));
    Files.writeString(
        file.file(), FILE + "[store.rocksdb]\ntype = \"rocksdb\"\ntake-back = true\n");
    try (Stores stores = open(file.read())) {
      assertArrayEquals(VALUE, stores.data().get(Subspace.AUTH, KEY));
    }
  }

  @Test
  void itMovesBack() throws Exception {
    Configuration before = file.read();
    try (Stores stores = open(before)) {
      fill(stores);
      move(stores, before, new Moving.Request("rocksdb", "other", Set.of()));
      stores.data().commit(new Batch().delete(Subspace.AUTH, KEY));
      move(stores, file.read(), new Moving.Request("other", "rocksdb", Set.of()));
    }
    Configuration after = file.read();
    assertEquals("rocksdb", StoreSettings.data(after));
    try (Stores stores = open(after)) {
      assertEquals(null, stores.data().get(Subspace.AUTH, KEY));
      assertArrayEquals(VALUE, stores.lookup().get(KEY));
    }
  }

  @Test
  void lookUpsMoveAlone() throws Exception {
    Configuration before = file.read();
    try (Stores stores = open(before)) {
      fill(stores);
      move(stores, before, new Moving.Request("rocksdb", "other", Set.of("lookup")));
    }
    Configuration after = file.read();
    assertEquals("rocksdb", StoreSettings.data(after));
    assertEquals("other", StoreSettings.lookup(after));
    try (Stores stores = open(after)) {
      assertArrayEquals(VALUE, stores.data().get(Subspace.AUTH, KEY));
      assertArrayEquals(VALUE, stores.lookup().get(KEY));
    }
  }

  @Test
  void lookUpsMoveIntoMemoryAndBack() throws Exception {
    Files.writeString(file.file(), FILE + "[store.short]\ntype = \"memory\"\n");
    Configuration before = file.read();
    try (Stores stores = open(before)) {
      fill(stores);
      move(stores, before, new Moving.Request("rocksdb", "short", Set.of("lookup")));
      assertArrayEquals(VALUE, stores.lookup().get(KEY));
      Configuration between = file.read();
      assertEquals("short", StoreSettings.lookup(between));
      stores.lookup().set(VALUE, KEY, Duration.ofHours(1));
      TaskReport back =
          move(stores, between, new Moving.Request("short", "rocksdb", Set.of("lookup")));
      assertEquals("same", back.rows().getFirst().getLast());
    }
    Configuration after = file.read();
    assertEquals("rocksdb", StoreSettings.lookup(after));
    try (Stores stores = open(after)) {
      assertArrayEquals(VALUE, stores.lookup().get(KEY));
      assertArrayEquals(KEY, stores.lookup().get(VALUE));
    }
  }

  @Test
  void blobsMoveFromOnePlaceToTheNextAndTheFileFollows() throws Exception {
    Configuration before = file.read();
    BlobHash blob;
    try (Stores stores = open(before)) {
      blob = put(stores, OCTETS);
    }
    for (List<String> move :
        List.of(
            List.of("rocksdb", "files"), List.of("files", "other"), List.of("other", "rocksdb"))) {
      Configuration now = file.read();
      try (Stores stores = open(now)) {
        var request = new Moving.Request(move.getFirst(), move.getLast(), Set.of("blob"));
        TaskReport report = move(stores, now, request);
        assertEquals("same", report.rows().getFirst().getLast(), report.toString());
        assertArrayEquals(OCTETS, stores.blobs().read(blob, 0, OCTETS.length));
      }
      Configuration after = file.read();
      assertEquals(move.getLast(), StoreSettings.blob(after));
      assertEquals(Optional.empty(), StoreSettings.blobBefore(after));
      try (Stores stores = open(after)) {
        assertArrayEquals(OCTETS, stores.blobs().read(blob, 0, OCTETS.length));
        put(stores, KEY);
      }
    }
    assertEquals(
        "storage.blob = \"rocksdb\"\n" + FILE + "\n[store.rocksdb]\ntype = \"rocksdb\"\n",
        Files.readString(file.file()));
  }

  @Test
  void aMoveOfBlobsThatIsBrokenOffLeavesBothPlacesInTheFileAndGoesOn() throws Exception {
    Configuration before = file.read();
    List<BlobHash> all = new ArrayList<>();
    try (Stores stores = open(before)) {
      for (int i = 0; i < 100; i++) {
        all.add(put(stores, new byte[] {1, 2, (byte) i}));
      }
      var request = new Moving.Request("rocksdb", "files", Set.of());
      assertThrows(Progress.Cancelled.class, () -> move(stores, before, request, new Impatient()));
      all.add(put(stores, new byte[] {3}));
    }
    Configuration halfway = file.read();
    assertEquals("files", StoreSettings.blob(halfway));
    assertEquals(Optional.of("rocksdb"), StoreSettings.blobBefore(halfway));
    try (Stores stores = open(halfway)) {
      for (BlobHash blob : all) {
        assertTrue(stores.blobs().read(blob, 0, 9).length > 0);
      }
      var request = new Moving.Request("rocksdb", "files", Set.of());
      TaskReport report = move(stores, halfway, request);
      assertEquals("101", report.rows().getFirst().get(1), report.toString());
      assertEquals("same", report.rows().getFirst().getLast(), report.toString());
      assertTrue(report.counts().getOrDefault("written", 0L) < 100, report.toString());
    }
    assertEquals(Optional.empty(), StoreSettings.blobBefore(file.read()));
  }

  @Test
  void aPlaceThatHoldsSomethingElseIsNoTarget() throws Exception {
    Files.createDirectories(folder.resolve("files/aa/bb"));
    Files.write(folder.resolve("files/aa/bb/" + "aabb".repeat(8)), OCTETS);
    Configuration before = file.read();
    try (Stores stores = open(before)) {
      var request = new Moving.Request("rocksdb", "files", Set.of());
      var refused =
          assertThrows(StoreException.Unavailable.class, () -> move(stores, before, request));
      assertTrue(String.valueOf(refused.getMessage()).contains("not empty"), refused.toString());
    }
    assertEquals(FILE, Files.readString(file.file()));
  }

  @Test
  void aStoreThatCameIntoTheFileSinceTheStartIsNoTarget() throws Exception {
    try (Stores stores = open(file.read())) {
      Files.writeString(file.file(), FILE + "[store.late]\ntype = \"fs\"\npath = \"late\"\n");
      Configuration now = file.read();
      var ground =
          new Relocation.Ground(
              stores,
              () -> now,
              _ -> {},
              (_, _, _) -> {
                throw new IllegalStateException("nothing is indexed here");
              },
              Events.none());
      var relocation = new Relocation(ground, file, InstantSource.system());
      var problems = relocation.problems(new Moving.Request("rocksdb", "late", Set.of("blob")));
      assertTrue(problems.toString().contains("when the server was started"), problems.toString());
    }
  }

  @Test
  void whatMakesNoSenseIsRefusedBeforeItBegins() throws Exception {
    assertProblem("no store nowhere", new Moving.Request("rocksdb", "nowhere", Set.of()));
    assertProblem("must be another", new Moving.Request("rocksdb", "rocksdb", Set.of()));
    assertProblem("does not have the role", new Moving.Request("other", "rocksdb", Set.of("data")));
    assertProblem("keeps no data", new Moving.Request("rocksdb", "files", Set.of("data")));
    assertProblem("no role that", new Moving.Request("files", "rocksdb", Set.of()));
    String halfway = "storage.blob = \"files\"\nstorage.blob-before = \"other\"\n" + FILE;
    Files.writeString(file.file(), halfway);
    assertProblem("that comes first", new Moving.Request("rocksdb", "other", Set.of("data")));
    assertProblem("that comes first", new Moving.Request("files", "rocksdb", Set.of()));
    Files.writeString(file.file(), "storage.blob = \"other\"\n" + FILE);
    assertProblem(
        "--from other --to rocksdb --role blob",
        new Moving.Request("rocksdb", "other", Set.of("data")));
    Files.writeString(
        file.file(),
        FILE + "[storage]\n\"data\" = \"rocksdb\"\n[store.rocksdb]\ntype = \"rocksdb\"\n");
    assertProblem("the file would not", new Moving.Request("rocksdb", "other", Set.of()));
  }

  @Test
  void anArchiveFillsAStoreThatIsUsedFromTheNextStartOn() throws Exception {
    var archive = new ByteArrayOutputStream();
    Configuration before = file.read();
    try (Stores stores = open(before)) {
      fill(stores);
      var source = new Export.Source(stores.homes().data(), stores.blobs(), InstantSource.system());
      long entries = Export.run(source, MoveRules.DEFAULT, Progress.UNWATCHED, archive);
      assertTrue(entries >= 1);
    }
    assertFalse(archive.size() == 0);
  }

  private void assertProblem(String words, Moving.Request request) throws Exception {
    List<FieldError> problems = new ArrayList<>();
    Configuration configuration = file.read();
    var plan = MovePlan.of(configuration, request, problems);
    if (problems.isEmpty()) {
      for (MoveEdits.Edit edit : Relocation.edits(plan)) {
        file.problem(edit.change(), edit.holds())
            .ifPresent(problem -> problems.add(new FieldError("to", problem)));
      }
    }
    assertTrue(problems.toString().contains(words), problems.toString());
  }

  private Stores open(Configuration configuration) {
    return Stores.open(configuration, folder, InstantSource.system(), Events.none());
  }

  private static void fill(Stores stores) {
    stores.data().commit(new Batch().put(Subspace.AUTH, KEY, VALUE));
    stores.lookup().set(KEY, VALUE, Duration.ofHours(1));
  }

  private static BlobHash put(Stores stores, byte[] octets) {
    try (BlobStore.Sink sink = stores.blobs().sink()) {
      sink.write(octets, 0, octets.length);
      StagedBlob staged = sink.finish();
      var batch = new Batch();
      staged.link(batch, KEY);
      stores.data().commit(batch);
      return staged.hash();
    }
  }

  private TaskReport move(Stores stores, Configuration now, Moving.Request request)
      throws Exception {
    return move(stores, now, request, Progress.UNWATCHED);
  }

  private TaskReport move(
      Stores stores, Configuration now, Moving.Request request, Progress progress)
      throws Exception {
    var ground =
        new Relocation.Ground(
            stores,
            () -> now,
            _ -> {},
            (_, _, _) -> {
              throw new IllegalStateException("nothing is indexed here");
            },
            Events.none());
    var relocation = new Relocation(ground, file, InstantSource.system());
    assertEquals(List.of(), relocation.problems(request));
    return relocation.run(request, progress);
  }

  /// Wants no more after some steps.
  private static final class Impatient implements Progress {
    private long done;

    @Override
    public void begin(String what, long total, String unit) {}

    @Override
    public void advance(long more) {
      done += more;
    }

    @Override
    public void say(String message) {}

    @Override
    public boolean cancelled() {
      return done > 30;
    }

    @Override
    public void pause(Duration time) {}
  }
}
