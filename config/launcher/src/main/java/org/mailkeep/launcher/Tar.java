package org.mailkeep.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The system's `tar`, which makes one stream of a folder, and a folder of a stream.
final class Tar {
  /// Files that say what others mean, so they come first.
  private static final String KEYWORDS = "dovecot-keywords";

  private static final int DEEPEST = 20;

  private Tar() {}

  /// Reads what `tar` writes.
  interface Reading {
    /// Reads it to its end.
    void from(InputStream in) throws IOException, InterruptedException, Failure;
  }

  /// Packs a folder.
  static void pack(Path folder, Reading reading) throws IOException, InterruptedException, Failure {
    List<String> command = new ArrayList<>(List.of("tar", "-C", folder.toString(), "-cf", "-"));
    try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
      files
          .filter(file -> file.getFileName().toString().equals(KEYWORDS))
          .forEach(file -> command.add("./" + folder.relativize(file)));
    }
    command.add(".");
    Process tar = start(command);
    try {
      tar.getOutputStream().close();
      reading.from(tar.getInputStream());
      end(tar);
    } finally {
      tar.destroy();
    }
  }

  /// Unpacks a stream into a folder.
  static void unpack(InputStream in, Path folder)
      throws IOException, InterruptedException, Failure {
    Process tar = start(List.of("tar", "-C", folder.toString(), "-xf", "-"));
    try {
      try (OutputStream out = tar.getOutputStream()) {
        in.transferTo(out);
      }
      end(tar);
    } finally {
      tar.destroy();
    }
  }

  private static Process start(List<String> command) throws Failure {
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw Failure.of("there is no tar: " + e.getMessage());
    }
  }

  private static void end(Process tar) throws InterruptedException, Failure {
    if (tar.waitFor() != 0) {
      throw Failure.of("tar could not do all of it");
    }
  }
}
