package org.mailkeep.system.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mailkeep.system.Outcome;
import org.mailkeep.system.Program;

/// A small disk: ext4 in a file, mounted below a server's folder. Needs root.
final class Disk implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int MEBIBYTE = 1 << 20;

  private final Path image;
  private final Path folder;

  private Disk(Path image, Path folder) {
    this.image = image;
    this.folder = folder;
  }

  /// Makes and mounts one.
  ///
  /// @param image the file that holds it
  /// @param folder where it is mounted; made when it is missing
  static Disk mounted(Path image, Path folder, int mebibytes)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try (var file = FileChannel.open(image, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(1), (long) mebibytes * MEBIBYTE - 1);
    }
    run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString()).success();
    var disk = new Disk(image, folder);
    disk.mount();
    return disk;
  }

  /// Leaves no room.
  void fill() throws IOException {
    var octets = ByteBuffer.allocate(MEBIBYTE);
    while (octets.capacity() > 1) {
      try (var file =
          FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        while (true) {
          octets.rewind();
          file.write(octets);
          file.force(false);
        }
      } catch (IOException e) {
        // No room for this many; perhaps for fewer.
        octets = ByteBuffer.allocate(octets.capacity() / 2);
      }
    }
  }

  /// Gives the room back.
  void clear() throws IOException {
    Files.delete(ballast());
  }

  /// Has the kernel meet an error, after which it lets nobody write.
  void breakDown() throws IOException, InterruptedException {
    String device = run("findmnt", "-n", "-o", "SOURCE", folder.toString()).success().strip();
    Path trigger = Path.of("/sys/fs/ext4").resolve(Path.of(device).getFileName());
    Files.writeString(trigger.resolve("trigger_fs_error"), "1");
  }

  /// What an administrator does then, while nobody uses it.
  void repair() throws IOException, InterruptedException {
    run("umount", folder.toString()).success();
    Outcome checked = run("e2fsck", "-f", "-y", image.toString());
    if (checked.status() > 1) { // 1: there were errors, and now there are none
      throw new AssertionError(checked.output());
    }
    mount();
  }

  private void mount() throws IOException, InterruptedException {
    run("mount", "-o", "loop,errors=remount-ro", image.toString(), folder.toString()).success();
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  private static Outcome run(String... line) throws IOException, InterruptedException {
    return Program.run(LIMIT, Map.of(), "", List.of(line));
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", "-l", folder.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
