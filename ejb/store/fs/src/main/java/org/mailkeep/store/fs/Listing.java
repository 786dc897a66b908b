package org.mailkeep.store.fs;

import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Walks folders in the order of keys, no further than a page needs.
final class Listing {
  private final int depth;
  private final String after;
  private final int limit;
  private final List<String> keys = new ArrayList<>();

  /// @param depth levels of folders
  /// @param after the first key is greater
  /// @param limit the most keys
  Listing(int depth, String after, int limit) {
    this.depth = depth;
    this.after = after;
    this.limit = limit;
  }

  List<String> of(Path root) throws IOException {
    walk(root, "", 0);
    return keys;
  }

  private void walk(Path folder, String prefix, int level) throws IOException {
    for (String name : names(folder)) {
      if (keys.size() == limit) {
        return;
      }
      if (level == depth) {
        if (name.compareTo(after) > 0 && Folders.isKey(name, prefix)) {
          keys.add(name);
        }
      } else if (Folders.isFolder(name) && mayHold(prefix + name)) {
        walk(folder.resolve(name), prefix + name, level + 1);
      }
    }
  }

  /// Whether keys with this prefix come after the one that was last.
  private boolean mayHold(String prefix) {
    return prefix.compareTo(after.substring(0, Math.min(prefix.length(), after.length()))) >= 0;
  }

  private static List<String> names(Path folder) throws IOException {
    try {
      return Folders.names(folder);
    } catch (NotDirectoryException e) {
      return List.of(); // somebody else's file
    }
  }
}
