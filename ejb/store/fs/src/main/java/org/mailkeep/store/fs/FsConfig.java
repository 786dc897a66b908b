package org.mailkeep.store.fs;

import java.nio.file.Path;

/// How a folder of blobs is opened.
///
/// @param id of the store in the settings, for messages
/// @param path the folder, made when it is missing
/// @param depth levels of folders below it, 0 to 5
public record FsConfig(String id, Path path, int depth) {
  /// The most levels.
  public static final int DEEPEST = 5;

  public FsConfig {
    if (depth < 0 || depth > DEEPEST) {
      throw new IllegalArgumentException("depth of " + depth);
    }
  }
}
