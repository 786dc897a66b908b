package org.mailkeep.store.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.mailkeep.store.api.spi.BlobBackend;

/// Where files lie: `<root>/0a/1b/0a1b...` at a depth of two.
///
/// @param root the folder of all
/// @param depth levels of folders below it
record Folders(Path root, int depth) {
  private static final int DIGITS = 2;

  /// The file of a key.
  Path file(String key) {
    Path folder = root;
    for (int level = 0; level < depth; level++) {
      folder = folder.resolve(key.substring(DIGITS * level, DIGITS * (level + 1)));
    }
    return folder.resolve(key);
  }

  /// The names in a folder, in order.
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /// Whether a folder of this name may be one of ours.
  static boolean isFolder(String name) {
    return name.length() == DIGITS
        && name.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
  }

  /// Whether a file is an object, in its place.
  ///
  /// @param prefix names of the folders above it
  static boolean isKey(String name, String prefix) {
    return name.startsWith(prefix) && BlobBackend.isKey(name);
  }

  /// Makes a folder below the root with all above it, so that they last.
  void make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folder.getParent();
    if (above == null || folder.equals(root)) {
      throw new IOException("no folder " + folder);
    }
    make(above);
    Files.createDirectories(folder);
    flush(above);
  }

  /// Has the names in a folder on stable storage.
  static void flush(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }
}
