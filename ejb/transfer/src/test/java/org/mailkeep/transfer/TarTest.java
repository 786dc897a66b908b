package org.mailkeep.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarTest {
  private static final Instant TIME = Instant.parse("2026-11-29T04:05:06Z");

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    List<String> names =
        List.of("a", "x".repeat(100), "y".repeat(101), "ä/ö".repeat(60), "z".repeat(3_000));
    var out = new ByteArrayOutputStream();
    var writer = new TarWriter(out);
    writer.folder("folder", TIME);
    for (String name : names) {
      byte[] content = name.getBytes(UTF_8);
      writer.file(name, content.length, TIME, new ByteArrayInputStream(content));
    }
    writer.finish();
    assertEquals(0, out.size() % TarReader.BLOCK);
    var read = read(out.toByteArray());
    assertEquals(names, read);
  }

  private static List<String> read(byte[] archive) throws IOException {
    var reader = new TarReader(new ByteArrayInputStream(archive));
    List<String> names = new ArrayList<>();
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      TarEntry entry = next.get();
      if (entry.file()) {
        names.add(entry.name());
        assertEquals(TIME, entry.modified());
        assertEquals(entry.name(), new String(reader.readAllBytes(), UTF_8));
      }
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ustar", "gnu", "pax"})
  void archivesOfTarAreRead(String format) throws Exception {
    Path deep = Files.createDirectories(folder.resolve("d".repeat(90)).resolve("e".repeat(40)));
    Files.writeString(deep.resolve("f".repeat(60)), "content");
    Files.setLastModifiedTime(
        deep.resolve("f".repeat(60)), java.nio.file.attribute.FileTime.from(TIME));
    Path archive = folder.resolve("archive");
    run(
        "tar",
        "--format=" + format,
        "-C",
        folder.toString(),
        "-cf",
        archive.toString(),
        "./" + "d".repeat(90));
    var reader = new TarReader(new ByteArrayInputStream(Files.readAllBytes(archive)));
    List<TarEntry> files = new ArrayList<>();
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      next.filter(TarEntry::file).ifPresent(files::add);
      if (next.get().file()) {
        assertEquals("content", new String(reader.readAllBytes(), UTF_8));
      }
    }
    assertEquals(1, files.size());
    assertEquals(
        "./" + "d".repeat(90) + "/" + "e".repeat(40) + "/" + "f".repeat(60),
        files.getFirst().name());
    assertEquals(TIME, files.getFirst().modified());
  }

  @Test
  void tarReadsWhatIsWritten() throws Exception {
    Path archive = folder.resolve("archive");
    try (var out = Files.newOutputStream(archive)) {
      var writer = new TarWriter(out);
      writer.folder("./." + "ö".repeat(80), TIME);
      byte[] content = "content".getBytes(UTF_8);
      writer.file(
          "./." + "ö".repeat(80) + "/f", content.length, TIME, new ByteArrayInputStream(content));
      writer.finish();
    }
    run("tar", "-C", folder.toString(), "-xf", archive.toString());
    Path file = folder.resolve("." + "ö".repeat(80)).resolve("f");
    assertEquals("content", Files.readString(file));
    assertEquals(TIME, Files.getLastModifiedTime(file).toInstant());
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), said);
    assertEquals(0, process.exitValue(), said);
  }

  @Test
  void whatIsCutOffIsRefused() throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new TarWriter(out);
    writer.file("a", 600, TIME, new ByteArrayInputStream(new byte[600]));
    for (int length : new int[] {0, 1, 511, 512, 700, 1_100, out.size()}) {
      byte[] part = Arrays.copyOf(out.toByteArray(), length);
      assertThrows(TransferException.class, () -> drain(part), "of " + length);
    }
  }

  private static void drain(byte[] archive) throws IOException {
    var reader = new TarReader(new ByteArrayInputStream(archive));
    for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
      reader.readAllBytes();
    }
  }

  @Test
  void damageIsRefusedOrReadAsSomethingElseAndNothingWorse() throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new TarWriter(out);
    writer.file("n".repeat(200), 3, TIME, new ByteArrayInputStream(new byte[3]));
    writer.finish();
    long seed = System.nanoTime();
    var random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged = out.toByteArray();
      for (int n = 0; n < 3; n++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        drain(damaged);
      } catch (TransferException _) {
        refused++;
      } catch (RuntimeException | IOException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertTrue(refused > 100, refused + " refused, seed " + seed);
  }
}
