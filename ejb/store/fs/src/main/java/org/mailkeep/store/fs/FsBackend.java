package org.mailkeep.store.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.spi.BlobBackend;

/// Blobs as files of a folder.
public final class FsBackend implements BlobBackend {
  /// Ends the name of a file that is being written.
  static final String PART = ".part";

  private final Folders folders;
  private final Failures failures;
  private volatile boolean closed;

  private FsBackend(Folders folders, Failures failures) {
    this.folders = folders;
    this.failures = failures;
  }

  /// Opens a folder; makes it when it is missing.
  ///
  /// @throws StoreException when it cannot be used; names the setting
  public static FsBackend open(FsConfig config) {
    Path root = config.path().toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      if (!Files.isWritable(root)) {
        throw new IOException("may not be written");
      }
    } catch (IOException e) {
      throw new Failures(config.id() + ".path").of(root.toString(), e);
    }
    return new FsBackend(new Folders(root, config.depth()), new Failures(config.id()));
  }

  @Override
  public Upload begin(String key) {
    Path file = file(key);
    try {
      try {
        return FsUpload.begin(file, failures);
      } catch (NoSuchFileException e) {
        folders.make(file.resolveSibling(".").normalize());
        return FsUpload.begin(file, failures);
      }
    } catch (IOException e) {
      throw failures.of("writing " + file, e);
    }
  }

  @Override
  public byte @Nullable [] read(String key, long offset, int length) {
    Path file = file(key);
    try (FileChannel octets = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(octets, offset, length);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw failures.of("reading " + file, e);
    }
  }

  @Override
  public byte @Nullable [] last(String key, int length) {
    Path file = file(key);
    try (FileChannel octets = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(octets, Math.max(0, octets.size() - length), length);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw failures.of("reading " + file, e);
    }
  }

  @Override
  public void delete(String key) {
    delete(file(key));
  }

  @Override
  public void abandon(String key) {
    Path file = file(key);
    delete(FsUpload.part(file));
    delete(file);
  }

  @Override
  public List<String> list(String after, int limit) {
    check();
    try {
      return new Listing(folders.depth(), after, limit).of(folders.root());
    } catch (IOException e) {
      throw failures.of("reading " + folders.root(), e);
    }
  }

  @Override
  public List<String> foreign(int limit) {
    check();
    try {
      return new Strangers(folders, limit).names();
    } catch (IOException e) {
      throw failures.of("reading " + folders.root(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private void delete(Path file) {
    try {
      if (Files.deleteIfExists(file)) {
        Folders.flush(file.resolveSibling(".").normalize());
      }
    } catch (IOException e) {
      throw failures.of("deleting " + file, e);
    }
  }

  private static byte[] read(FileChannel octets, long offset, int length) throws IOException {
    long rest = Math.max(0, octets.size() - offset);
    ByteBuffer room = ByteBuffer.allocate((int) Math.min(length, rest));
    while (room.hasRemaining() && octets.read(room, offset + room.position()) >= 0) {
      // Once more: a read may give less than there is.
    }
    return room.hasRemaining() ? Arrays.copyOf(room.array(), room.position()) : room.array();
  }

  private Path file(String key) {
    check();
    return folders.file(key);
  }

  private void check() {
    if (closed) {
      throw new StoreException.Unavailable("store." + failures.id() + " is closed");
    }
  }
}
