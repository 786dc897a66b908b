package org.mailkeep.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What somebody else put among our files. A folder of his is not looked into.
final class Strangers {
  private final Folders folders;
  private final int limit;
  private final List<String> names = new ArrayList<>();

  /// @param limit the most names
  Strangers(Folders folders, int limit) {
    this.folders = folders;
    this.limit = limit;
  }

  /// Their names, below the root.
  List<String> names() throws IOException {
    walk(folders.root(), "", 0);
    return names;
  }

  private void walk(Path folder, String prefix, int level) throws IOException {
    for (String name : Folders.names(folder)) {
      if (names.size() == limit) {
        return;
      }
      Path file = folder.resolve(name);
      boolean isFolder = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
      if (level < folders.depth() && isFolder && Folders.isFolder(name)) {
        walk(file, prefix + name, level + 1);
      } else if (level < folders.depth() || isFolder || !isObject(name, prefix)) {
        names.add(folders.root().relativize(file).toString());
      }
    }
  }

  private static boolean isObject(String name, String prefix) {
    String whole =
        name.endsWith(FsBackend.PART)
            ? name.substring(0, name.length() - FsBackend.PART.length())
            : name;
    return Folders.isKey(whole, prefix);
  }
}
