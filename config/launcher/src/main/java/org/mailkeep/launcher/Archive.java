package org.mailkeep.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The EAR, laid out the way the application server lays out what is deployed to it, so that a
/// domain that names it in `domain.xml` loads it while it starts.
///
/// @param file the archive
record Archive(Path file) {

  /// Modules are opened into folders `name_suffix`.
  private static final Set<String> MODULES = Set.of(".rar", ".jar", ".war");

  /// Says which archive lies in a folder.
  private static final String MARK = ".archive";

  /// Opens the archive into a folder, unless exactly this one is there.
  ///
  /// @return whether there was something to do
  boolean layOut(Path folder) throws IOException {
    String mark = mark();
    Path marker = folder.resolveSibling(folder.getFileName() + MARK);
    if (Files.exists(folder) && Files.exists(marker) && Files.readString(marker).equals(mark)) {
      return false;
    }
    Files.deleteIfExists(marker);
    Trees.delete(folder);
    Files.createDirectories(folder);
    try (InputStream in = Files.newInputStream(file)) {
      open(in, folder, true);
    }
    Files.writeString(marker, mark);
    return true;
  }

  private String mark() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    return Files.size(file) + " " + time.toMillis() + "\n";
  }

  private static void open(InputStream in, Path folder, boolean withModules) throws IOException {
    var zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      Path target = folder.resolve(entry.getName()).normalize();
      if (!target.startsWith(folder)) {
        throw new IOException("entry leaves the folder: " + entry.getName());
      }
      if (entry.isDirectory()) {
        Files.createDirectories(target);
      } else if (withModules && isModule(entry.getName())) {
        Path opened = folder.resolve(entry.getName().replace('.', '_'));
        Files.createDirectories(opened);
        open(zip, opened, false);
      } else {
        Files.createDirectories(target.getParent());
        Files.copy(zip, target);
      }
    }
  }

  private static boolean isModule(String name) {
    return !name.contains("/") && MODULES.stream().anyMatch(name::endsWith);
  }
}
