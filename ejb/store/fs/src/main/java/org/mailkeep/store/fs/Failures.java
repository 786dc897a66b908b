package org.mailkeep.store.fs;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.mailkeep.store.api.StoreException;

/// What a file system's errors mean to callers.
///
/// @param id of the store in the settings
record Failures(String id) {
  private static final List<String> NO_ROOM =
      List.of("No space left", "Disk quota exceeded", "File too large", "Read-only file system");

  StoreException of(String tried, IOException e) {
    String message = "store." + id + ": " + tried + ": " + reason(e);
    return NO_ROOM.stream().anyMatch(message::contains)
        ? new StoreException.Full(message, e)
        : new StoreException.Unavailable(message, e);
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return e.getClass().getSimpleName() + " " + file.getFile();
    }
    return String.valueOf(e.getMessage());
  }
}
