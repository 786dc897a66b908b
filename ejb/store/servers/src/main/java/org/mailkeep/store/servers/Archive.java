package org.mailkeep.store.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.tukaani.xz.XZInputStream;

/// A server's programs in an archive, unpacked once for all modules, among the programs that Maven
/// copies.
///
/// @param source a `tar` on the class path, packed by xz or gzip, or a `zip` among the programs
///   that Maven copies
/// @param name of the folder that it is unpacked to
record Archive(String source, String name) {
  private static final String PROGRAMS = "ejb/store/servers/target/programs";

  /// What is done once to what was unpacked.
  interface Preparation {
    void prepare(Path folder) throws IOException;
  }

  /// The folder with what is in it.
  ///
  /// @throws IOException when the archive is not there
  Path unpacked() throws IOException {
    return unpacked(_ -> {});
  }

  /// The same.
  ///
  /// @param preparation done before anybody sees the folder
  Path unpacked(Preparation preparation) throws IOException {
    Path below = Ground.reachable(program(""));
    Path folder = below.resolve(name);
    try (var lock =
            FileChannel.open(
                below.resolve(name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var held = lock.lock()) {
      Path done = folder.resolve(".unpacked");
      if (held.isValid() && !Files.exists(done)) {
        Files.createDirectories(folder);
        if (source.endsWith(".zip")) {
          unzip(folder);
        } else {
          untar(folder);
        }
        preparation.prepare(folder);
        Files.createFile(done);
      }
    }
    return folder;
  }

  /// A program of Maven's that runs as it is.
  static Path program(String name) {
    return Path.of(System.getProperty("house", "."), PROGRAMS, name);
  }

  private IOException missing() {
    return new IOException(source + " is not there: the profile `servers` brings it");
  }

  private void unzip(Path folder) throws IOException {
    Path zip = program(source);
    if (!Files.exists(zip)) {
      throw missing();
    }
    try (var in = new ZipInputStream(new BufferedInputStream(Files.newInputStream(zip)))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException(source + " holds " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.resolve("..").normalize());
          Files.copy(in, file);
        }
      }
    }
  }

  private void untar(Path folder) throws IOException {
    try (InputStream packed = Archive.class.getResourceAsStream("/" + source)) {
      if (packed == null) {
        throw missing();
      }
      Process tar =
          new ProcessBuilder("tar", "-x", "-C", folder.toString())
              .redirectErrorStream(true)
              .start();
      try (var in = tar.getOutputStream()) {
        (source.endsWith("xz") ? new XZInputStream(packed) : new GZIPInputStream(packed))
            .transferTo(in);
      }
      String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (tar.waitFor() != 0) {
        throw new IOException("tar: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
