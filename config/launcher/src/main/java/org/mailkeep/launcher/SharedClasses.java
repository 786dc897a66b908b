package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Classes as virtual machines keep them between starts (JEP 310, JEP 350), read and verified once:
/// the first server that stops in an orderly way writes them beside the application's archive, and
/// each later start of any instance takes a seventh less of the processor. A virtual machine that
/// finds them of another release, cut short or not at all does without and writes them anew.
///
/// @param file what the virtual machine writes
/// @param archive whose classes they are
record SharedClasses(Path file, Path archive) {

  /// Makes the next server write them anew when the archive is a newer one. Servers that use them
  /// keep what they have.
  ///
  /// @return whether there was something to forget
  boolean forgetOutdated() throws IOException {
    boolean outdated =
        Files.exists(file)
            && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(archive)) < 0;
    return outdated && canWrite() && Files.deleteIfExists(file);
  }

  /// What tells the virtual machine of them: to use and to write them, or only to use them where it
  /// may not write.
  List<String> options() {
    String use = "-XX:SharedArchiveFile=" + file;
    if (canWrite()) {
      return List.of("-XX:+AutoCreateSharedArchive", use);
    }
    return Files.exists(file) ? List.of(use) : List.of();
  }

  private boolean canWrite() {
    return Files.isWritable(file.toAbsolutePath().getParent());
  }
}
