package org.mailkeep.store.api.moving;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// Reads an [Archive]. For one thread.
final class ArchiveReader {
  private static final int BUFFER = 64 * 1024;

  private final MessageDigest hash = ArchiveWriter.sha256();
  private final DigestInputStream hashed;
  private final DataInputStream in;
  private long records;

  /// What an archive says of itself.
  ///
  /// @param form of the stored records
  /// @param time when it was made, milliseconds since 1970
  record Head(int form, long time, String release) {}

  /// What follows in an archive.
  sealed interface Item {
    /// A change of a key.
    record Change(Mutation mutation) implements Item {}

    /// A blob, whose octets follow.
    record Blob(BlobHash hash, long size) implements Item {}
  }

  /// @throws IOException when it is no archive
  ArchiveReader(InputStream stream) throws IOException {
    byte[] magic = stream.readNBytes(Archive.MAGIC.length);
    if (!Arrays.equals(magic, Archive.MAGIC)) {
      throw new IOException("this is no archive of Mailkeep, or one of a newer form");
    }
    hashed =
        new DigestInputStream(
            new BufferedInputStream(new GZIPInputStream(stream, BUFFER), BUFFER), hash);
    in = new DataInputStream(hashed);
  }

  /// The first record.
  Head head() throws IOException {
    if (kind() != Archive.Kind.HEAD) {
      throw damaged("it begins with something else than a head");
    }
    return new Head(in.readInt(), in.readLong(), new String(octets(), StandardCharsets.UTF_8));
  }

  /// The next record; null at the end, when everything was as it was written.
  @Nullable Item next() throws IOException {
    try {
      return switch (kind()) {
        case PUT -> put();
        case DELETE -> new Item.Change(new Mutation.Delete(space(), octets()));
        case DELETE_RANGE -> range();
        case BLOB -> new Item.Blob(BlobHash.of(exactly(BlobHash.LENGTH)), in.readLong());
        case END -> end();
        case HEAD -> throw damaged("it has a second head");
      };
    } catch (EOFException e) {
      throw new IOException("the archive is cut off after record " + records, e);
    }
  }

  /// Octets of a blob.
  byte[] octets(int length) throws IOException {
    return exactly(length);
  }

  private Item.Change put() throws IOException {
    Subspace space = space();
    byte[] key = octets();
    int length = in.readInt();
    if (length < 0 || length > Batch.MAX_VALUE) {
      throw damaged("a value of " + length + " octets");
    }
    return new Item.Change(new Mutation.Put(space, key, exactly(length)));
  }

  private Item.Change range() throws IOException {
    Subspace space = space();
    byte[] from = octets();
    byte @Nullable [] to = in.readBoolean() ? octets() : null;
    return new Item.Change(new Mutation.DeleteRange(space, new Range(from, to)));
  }

  private Archive.Kind kind() throws IOException {
    hashed.on(false);
    int code = in.readUnsignedByte();
    Archive.Kind kind = Archive.Kind.of(code).orElseThrow(() -> damaged("a record " + code));
    if (kind != Archive.Kind.END) {
      hashed.on(true);
      hash.update((byte) code);
      records++;
    }
    return kind;
  }

  private @Nullable Item end() throws IOException {
    long count = in.readLong();
    if (count != records || !Arrays.equals(exactly(Archive.HASH), hash.digest())) {
      throw damaged("its checksum is another one");
    }
    return null;
  }

  private Subspace space() throws IOException {
    int code = in.readUnsignedByte();
    return Archive.space(code)
        .orElseThrow(
            () -> new IOException("the archive has a part " + code + " of a newer server"));
  }

  private byte[] octets() throws IOException {
    int length = in.readUnsignedShort();
    if (length > Batch.MAX_KEY) {
      throw damaged("a key of " + length + " octets");
    }
    return exactly(length);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] octets = new byte[length];
    in.readFully(octets);
    return octets;
  }

  private IOException damaged(String how) {
    return new IOException("the archive is damaged after record " + records + ": " + how);
  }
}
