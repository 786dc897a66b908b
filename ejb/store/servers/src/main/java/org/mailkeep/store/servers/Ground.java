package org.mailkeep.store.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Folders and the user for servers. Database servers refuse to run as root; then they run as
/// `nobody`.
final class Ground {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String USER = System.getProperty("user.name");
  private static final boolean ROOT = "root".equals(USER);

  /// The longest path of a folder, in octets, in which servers can name their sockets: the path of
  /// a socket has 107 at most, of which Dovecot's `/run/token-login/imap-urlauth` takes 29.
  private static final int LONGEST = 70;

  /// What is added to the name of a folder, in octets.
  private static final int ADDED = "-18446744073709551615".length();

  private Ground() {}

  /// A new folder that the servers' user can reach and own.
  static Path folder(String name) throws IOException {
    Path below = reachable();
    boolean isLong = below.resolve(name).toString().length() + ADDED > LONGEST;
    Path folder = Files.createTempDirectory(isLong ? elsewhere() : below, name + "-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    own(folder);
    return folder;
  }

  /// Below `target`, or where the property `servers.folder` says, or below the system's folder for
  /// such things when `nobody` may not go there.
  static Path reachable() throws IOException {
    return reachable(Path.of(System.getProperty("servers.folder", "target/servers")));
  }

  /// A folder, made if need be, or one below the system's when `nobody` may not go there.
  static Path reachable(Path wanted) throws IOException {
    Path below = wanted.toAbsolutePath();
    Files.createDirectories(below);
    return !ROOT || isOpen(below) ? below : elsewhere();
  }

  private static Path elsewhere() throws IOException {
    Path elsewhere =
        Path.of(System.getProperty("java.io.tmpdir"), "mailkeep-servers-" + USER).toAbsolutePath();
    Files.createDirectories(elsewhere);
    return elsewhere;
  }

  /// Removes a folder of a server that is gone, unless it lies below `target`, which goes as a
  /// whole. What a last process of the server still writes stays, and so does a disk that is
  /// mounted there.
  static void leave(Path folder) throws IOException {
    if (!folder.startsWith(elsewhere())) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (FileSystemException | UncheckedIOException stillUsed) {
      return;
    }
  }

  private static boolean isOpen(Path folder) throws IOException {
    for (Path each = folder; each != null; each = each.getParent()) {
      if (!Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  /// Gives a file or an empty folder to the servers' user.
  static void own(Path path) throws IOException {
    if (ROOT) {
      var users = path.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(path, users.lookupPrincipalByName("nobody"));
    }
  }

  /// A program and its arguments, as the servers' user.
  static List<String> asUser(List<String> command) throws IOException {
    if (!ROOT) {
      return command;
    }
    List<String> line = new ArrayList<>();
    String group = run(List.of("id", "-gn", "nobody"), Path.of("/")).strip();
    line.addAll(List.of("setpriv", "--reuid=nobody", "--regid=" + group, "--clear-groups"));
    line.addAll(command);
    return line;
  }

  /// Runs a program to its end.
  ///
  /// @return what it printed
  /// @throws IOException when it failed; tells what it printed
  static String run(List<String> command, Path folder) throws IOException {
    Path output = Files.createTempFile("mailkeep-servers", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String said = Files.readString(output);
      if (!ended || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + " failed: " + said);
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
