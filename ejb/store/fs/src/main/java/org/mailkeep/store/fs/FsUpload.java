package org.mailkeep.store.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.mailkeep.store.api.spi.BlobBackend;

/// A file that is being written, beside its place.
final class FsUpload implements BlobBackend.Upload {
  private final Path file;
  private final Path part;
  private final FileChannel octets;
  private final Failures failures;
  private boolean finished;

  private FsUpload(Path file, Path part, FileChannel octets, Failures failures) {
    this.file = file;
    this.part = part;
    this.octets = octets;
    this.failures = failures;
  }

  static FsUpload begin(Path file, Failures failures) throws IOException {
    Path part = part(file);
    FileChannel octets =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return new FsUpload(file, part, octets, failures);
  }

  /// Where a file is written.
  static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + FsBackend.PART);
  }

  @Override
  public void write(byte[] more, int offset, int length) {
    ByteBuffer rest = ByteBuffer.wrap(more, offset, length);
    try {
      while (rest.hasRemaining()) {
        octets.write(rest);
      }
    } catch (IOException e) {
      throw failures.of("writing " + part, e);
    }
  }

  @Override
  public void finish() {
    try {
      octets.force(true);
      octets.close();
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      finished = true;
      Folders.flush(parent());
    } catch (IOException e) {
      throw failures.of("writing " + file, e);
    }
  }

  @Override
  public void close() {
    try {
      octets.close();
      if (!finished) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // A purge deletes it.
      return;
    }
  }

  private Path parent() throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException("no folder of " + file);
    }
    return folder;
  }
}
