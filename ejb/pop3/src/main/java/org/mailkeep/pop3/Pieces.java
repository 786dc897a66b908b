package org.mailkeep.pop3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.wire.pop3.Content;

/// What goes out of a message, one piece after the other: octets that are in memory, and ranges of
/// its blob.
final class Pieces implements Content {
  private final BlobStore blobs;
  private final BlobHash blob;
  private final List<Piece> pieces = new ArrayList<>();
  private long size;

  /// @param octets what goes out; null for a range of the blob
  /// @param offset in octets or blob
  private record Piece(byte @Nullable [] octets, long offset, long size) {}

  Pieces(BlobStore blobs, BlobHash blob) {
    this.blobs = blobs;
    this.blob = blob;
  }

  private void piece(byte @Nullable [] octets, long offset, long length) {
    if (length > 0) {
      pieces.add(new Piece(octets, offset, length));
      size += length;
    }
  }

  /// Adds octets that stand instead of some of the blob.
  void add(byte[] octets) {
    piece(octets, 0, octets.length);
  }

  /// Adds a range of the blob.
  ///
  /// @param read octets from its beginning, which need not be read again
  void addStored(byte[] read, long from, long to) {
    long known = Math.clamp(read.length, from, to);
    piece(read, from, known - from);
    piece(null, known, to - known);
  }

  @Override
  public long size() {
    return size;
  }

  /// Gives what is asked for, up to the end of a piece.
  @Override
  public byte[] read(long from, int count) throws IOException {
    long at = from;
    for (Piece piece : pieces) {
      if (at < piece.size()) {
        return read(piece, piece.offset() + at, (int) Math.min(count, piece.size() - at));
      }
      at -= piece.size();
    }
    throw new IllegalArgumentException(from + " of " + size);
  }

  private byte[] read(Piece piece, long from, int count) throws IOException {
    byte[] octets = piece.octets();
    if (octets != null) {
      return Arrays.copyOfRange(octets, (int) from, (int) from + count);
    }
    try {
      return blobs.read(blob, from, count);
    } catch (StoreException e) {
      throw new IOException("blob " + blob + " cannot be read", e);
    }
  }
}
