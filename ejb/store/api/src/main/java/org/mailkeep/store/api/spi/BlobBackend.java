package org.mailkeep.store.api.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a file system, S3 and the like must do to keep blobs: octets under keys, no more. Who
/// refers to them is written in the data store. Safe for many threads; retries what its protocol
/// calls worth a retry, within its time-out.
///
/// A key is 32 hexadecimal digits in lower case, made anew for each object: nobody writes one that
/// was deleted, so deleting never races with writing.
public interface BlobBackend extends AutoCloseable {
  /// Octets of a key.
  int KEY_LENGTH = 32;

  /// Begins an object, which nobody sees before it is finished. An object that has this key already
  /// is replaced then.
  ///
  /// @throws org.mailkeep.store.api.StoreException when it cannot be begun
  Upload begin(String key);

  /// Reads a part of an object.
  ///
  /// @param offset of the first octet, less than the object's size
  /// @param length of the part, at least 1
  /// @return fewer octets at the end of the object; null when there is no such object
  /// @throws org.mailkeep.store.api.StoreException when it cannot be read
  byte @Nullable [] read(String key, long offset, int length);

  /// Reads the end of an object that is not empty.
  ///
  /// @param length the most octets that come back, at least 1
  /// @return the whole object when it is shorter; null when there is no such object
  /// @throws org.mailkeep.store.api.StoreException when it cannot be read
  byte @Nullable [] last(String key, int length);

  /// Deletes an object, if it is there.
  ///
  /// @throws org.mailkeep.store.api.StoreException when it may still be there
  void delete(String key);

  /// Deletes an object, if it is there, and what a writer left who never finished it.
  ///
  /// @throws org.mailkeep.store.api.StoreException when something may still be there
  void abandon(String key);

  /// Keys of finished objects, in order.
  ///
  /// @param after the first one is greater; empty for the very first
  /// @param limit the most that come back, at least 1
  /// @throws org.mailkeep.store.api.StoreException when they cannot be read
  List<String> list(String after, int limit);

  /// Names of what lies among the objects and was not made by us, for people: nobody touches it.
  ///
  /// @param limit the most that come back, at least 1
  /// @throws org.mailkeep.store.api.StoreException when they cannot be read
  default List<String> foreign(int limit) {
    return List.of();
  }

  /// Whether this is a key.
  static boolean isKey(String name) {
    return name.length() == KEY_LENGTH
        && name.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
  }

  /// Releases files, threads and connections. What comes later fails as unavailable.
  @Override
  void close();

  /// Writes a whole object.
  ///
  /// @throws org.mailkeep.store.api.StoreException when it may not be on stable storage
  default void put(String key, byte[] octets) {
    try (Upload upload = begin(key)) {
      upload.write(octets, 0, octets.length);
      upload.finish();
    }
  }

  /// An object that is being written, by one thread at a time.
  interface Upload extends AutoCloseable {
    /// Appends.
    ///
    /// @throws org.mailkeep.store.api.StoreException when it cannot; the upload is then useless
    void write(byte[] octets, int offset, int length);

    /// Makes the object readable, all of it on stable storage.
    ///
    /// @throws org.mailkeep.store.api.StoreException when it may not be; it may be readable all the
    ///   same
    void finish();

    /// Drops what was not finished, as far as that is possible.
    @Override
    void close();
  }
}
