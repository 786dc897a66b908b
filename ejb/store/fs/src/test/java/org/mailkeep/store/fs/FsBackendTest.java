package org.mailkeep.store.fs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.kernel.Chance;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.spi.BlobBackend;

final class FsBackendTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final byte[] OCTETS = {1, 2, 3};

  @TempDir Path folder = Path.of("");

  @Test
  void filesLieAsDeepAsIsSaid() {
    assertPlace(0, KEY);
    assertPlace(1, "01/" + KEY);
    assertPlace(2, "01/23/" + KEY);
    assertPlace(5, "01/23/45/67/89/" + KEY);
  }

  private void assertPlace(int depth, String place) {
    Path root = folder.resolve("depth" + depth);
    try (var backend = open(root, depth)) {
      backend.put(KEY, OCTETS);
      assertTrue(Files.isRegularFile(root.resolve(place)), place);
      assertEquals(List.of(KEY), backend.list("", 2));
    }
  }

  @Test
  void aFileIsBesideItsPlaceUntilItIsWhole() {
    try (var backend = open(folder, 1)) {
      Path place = folder.resolve("01").resolve(KEY);
      try (BlobBackend.Upload upload = backend.begin(KEY)) {
        upload.write(OCTETS, 0, 2);
        assertFalse(Files.exists(place));
        assertTrue(Files.exists(folder.resolve("01").resolve(KEY + ".part")));
        assertEquals(List.of(), backend.list("", 2));
        upload.write(OCTETS, 2, 1);
        upload.finish();
      }
      assertFalse(Files.exists(folder.resolve("01").resolve(KEY + ".part")));
      assertArrayEquals(OCTETS, backend.read(KEY, 0, 3));
    }
  }

  @Test
  void whatACrashedWriterLeftGoes() throws IOException {
    try (var backend = open(folder, 0)) {
      Files.write(folder.resolve(KEY + ".part"), OCTETS);
      backend.abandon(KEY);
      assertFalse(Files.exists(folder.resolve(KEY + ".part")));
    }
  }

  @Test
  void aLongListComesInPages() {
    var chance = Chance.secure();
    var keys = new TreeSet<String>();
    try (var backend = open(folder, 2)) {
      for (int i = 0; i < 50; i++) {
        String key = HexFormat.of().formatHex(chance.octets(16));
        keys.add(key);
        backend.put(key, OCTETS);
      }
      var listed = new TreeSet<String>();
      for (List<String> page = backend.list("", 7);
          !page.isEmpty();
          page = backend.list(page.getLast(), 7)) {
        assertTrue(page.size() <= 7 && listed.addAll(page));
      }
      assertEquals(keys, listed);
    }
  }

  @Test
  void whatIsNotOursIsToldAndNeitherListedNorTouched() throws IOException {
    try (var backend = open(folder, 2)) {
      backend.put(KEY, OCTETS);
      backend.begin("01aa" + KEY.substring(4)).write(OCTETS, 0, 3); // not finished
      assertEquals(List.of(), backend.foreign(100));
      Files.write(Files.createDirectories(folder.resolve("lost+found")).resolve("x"), OCTETS);
      Files.write(folder.resolve("notes.txt"), OCTETS);
      Files.write(folder.resolve("0a"), OCTETS);
      Files.write(folder.resolve("01/notes.txt"), OCTETS);
      Files.write(folder.resolve("01/23/notes.txt"), OCTETS);
      Files.write(folder.resolve("01/23/" + "f".repeat(32)), OCTETS); // not its place
      assertEquals(
          List.of(
              "01/23/" + "f".repeat(32),
              "01/23/notes.txt",
              "01/notes.txt",
              "0a",
              "lost+found",
              "notes.txt"),
          backend.foreign(100));
      assertEquals(2, backend.foreign(2).size());
      assertEquals(List.of(KEY), backend.list("", 10));
      assertTrue(Files.exists(folder.resolve("lost+found/x")));
    }
  }

  @Test
  void whatIsWrongAtTheStartIsNamed() throws IOException {
    Path file = Files.write(folder.resolve("file"), OCTETS);
    StoreException e = assertThrows(StoreException.class, () -> open(file, 2).close());
    assertTrue(String.valueOf(e.getMessage()).startsWith("store.files.path: "), e.getMessage());
  }

  @Test
  void aFolderThatIsGoneIsATemporaryFailure() throws IOException {
    Path root = folder.resolve("disk");
    try (var backend = open(root, 2)) {
      backend.put(KEY, OCTETS);
      Path elsewhere = Files.move(root, folder.resolve("unmounted"));
      StoreException e =
          assertThrows(StoreException.Unavailable.class, () -> backend.put(KEY, OCTETS));
      assertTrue(String.valueOf(e.getMessage()).startsWith("store.files: writing"), e.getMessage());
      assertFalse(Files.exists(root), "nothing is written where the disk was");
      Files.move(elsewhere, root);
      backend.put(KEY, OCTETS);
      assertArrayEquals(OCTETS, backend.read(KEY, 0, 3));
    }
    assertThrows(StoreException.Unavailable.class, () -> closed(root).read(KEY, 0, 1));
  }

  @Test
  void aDiskWithoutRoomIsFull() {
    var failures = new Failures("files");
    for (String reason : List.of("No space left on device", "Read-only file system")) {
      StoreException e = failures.of("writing x", new FileSystemException("x", null, reason));
      assertInstanceOf(StoreException.Full.class, e);
      assertTrue(String.valueOf(e.getMessage()).startsWith("store.files: writing x: "));
    }
    assertInstanceOf(
        StoreException.Unavailable.class,
        failures.of("writing x", new IOException("Input/output error")));
  }

  @Test
  void readsSettings() {
    Configuration configuration =
        read("store.f.type = \"fs\"\nstore.f.path = \"blobs\"\nstore.f.depth = 3");
    assertEquals(
        new FsConfig("f", Path.of("/instance/blobs"), 3),
        FsSettings.config(configuration, "f", Path.of("/instance")));
    refused("type fs needs it", "store.f.type = \"fs\"");
    refused("depth", "store.f.type = \"fs\"\nstore.f.path = \"b\"\nstore.f.depth = 6");
    refused("keeps no data", "store.f.type = \"fs\"\nstore.f.path = \"b\"\nstorage.data = \"f\"");
    read("store.f.type = \"fs\"\nstore.f.path = \"b\"\nstorage.blob = \"f\"");
  }

  private static void refused(String because, String toml) {
    var problem = assertThrows(IllegalArgumentException.class, () -> read(toml));
    assertTrue(String.valueOf(problem.getMessage()).contains(because), problem.getMessage());
  }

  private static Configuration read(String toml) {
    return Configuration.of(toml, StoreSettings.class, FsSettings.class);
  }

  private static FsBackend closed(Path root) {
    FsBackend backend = open(root, 2);
    backend.close();
    return backend;
  }

  private static FsBackend open(Path root, int depth) {
    return FsBackend.open(new FsConfig("files", root, depth));
  }
}
