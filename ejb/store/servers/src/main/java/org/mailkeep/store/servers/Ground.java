package org.mailkeep.store.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Folders, ports and the user for servers. Database servers refuse to run as root; then they run
/// as `nobody`.
final class Ground {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private Ground() {}

  /// A new folder that the servers' user can reach and own.
  static Path folder(String name) throws IOException {
    Path folder = Files.createTempDirectory(reachable(), name + "-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    own(folder);
    return folder;
  }

  /// Below `target`, or where the property `servers.folder` says, or below the system's folder for
  /// such things when `nobody` may not go there.
  static Path reachable() throws IOException {
    Path below = Path.of(System.getProperty("servers.folder", "target/servers")).toAbsolutePath();
    Files.createDirectories(below);
    if (!ROOT || isOpen(below)) {
      return below;
    }
    Path elsewhere =
        Path.of(System.getProperty("java.io.tmpdir"), "mailkeep-servers").toAbsolutePath();
    Files.createDirectories(elsewhere);
    return elsewhere;
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

  /// A port of the loopback address on which nobody listens now.
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
