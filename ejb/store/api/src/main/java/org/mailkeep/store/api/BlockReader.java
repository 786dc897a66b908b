package org.mailkeep.store.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.spi.BlobCodec;

/// Reads parts of an object that [BlockUpload] wrote. The object's end is read once: the lengths of
/// the blocks, and of a small object all of it. For one thread at a time.
final class BlockReader implements BlobInputStream.Octets {
  private static final int BLOCK = BlockUpload.BLOCK;
  private static final int END = 16 * 1024;

  private final BlobObject object;
  private final BlobCodec codec;
  private @Nullable Index index;

  /// @param starts of each block, and where the last one ends
  /// @param lengths as they are stored
  /// @param end the object's last octets, of which the first has this offset
  private record Index(long[] starts, int[] lengths, byte[] end, long offset) {}

  BlockReader(BlobObject object, BlobCodec codec) {
    this.object = object;
    this.codec = codec;
  }

  @Override
  public int most() {
    return BlobObject.MOST;
  }

  @Override
  public byte[] read(long offset, int length) {
    int wanted = BlobChunks.length(object.size(), offset, length);
    if (wanted == 0) {
      return new byte[0];
    }
    Index known = index();
    int first = (int) (offset / BLOCK);
    int last = (int) ((offset + wanted - 1) / BLOCK);
    long from = known.starts()[first];
    byte[] stored = stored(known, from, Math.toIntExact(known.starts()[last + 1] - from));
    var octets = new byte[wanted];
    int skip = (int) (offset % BLOCK);
    int done = 0;
    for (int number = first; number <= last; number++) {
      byte[] block = block(known, number, stored, (int) (known.starts()[number] - from));
      int count = Math.min(wanted - done, block.length - skip);
      System.arraycopy(block, skip, octets, done, count);
      done += count;
      skip = 0;
    }
    return octets;
  }

  /// Octets of the object as it is stored.
  long stored() {
    Index known = index();
    int blocks = known.lengths().length;
    return known.starts()[blocks] + 4L * blocks + BlockUpload.TRAILER;
  }

  private byte[] block(Index known, int number, byte[] stored, int at) {
    int length = known.lengths()[number];
    int size = (int) Math.min(BLOCK, object.size() - (long) number * BLOCK);
    if ((length & BlockUpload.PLAIN) != 0) {
      return Arrays.copyOfRange(stored, at, at + size);
    }
    return codec.decompress(stored, at, length, size);
  }

  private byte[] stored(Index known, long from, int length) {
    if (from < known.offset()) {
      return object.stored(from, length);
    }
    int at = (int) (from - known.offset());
    return Arrays.copyOfRange(known.end(), at, at + length);
  }

  private Index index() {
    Index known = index;
    if (known == null) {
      known = load();
      index = known;
    }
    return known;
  }

  private Index load() {
    int blocks = Math.toIntExact((object.size() + BLOCK - 1) / BLOCK);
    int tail = BlockUpload.TRAILER + 4 * blocks;
    byte[] end = object.last(Math.max(END, tail));
    int at = end.length - tail;
    if (at < 0
        || Keys.u32(end, end.length - 4) != BlockUpload.MAGIC
        || Keys.u32(end, end.length - BlockUpload.TRAILER) != blocks) {
      throw object.lacking();
    }
    var starts = new long[blocks + 1];
    var lengths = new int[blocks];
    for (int number = 0; number < blocks; number++) {
      lengths[number] = Keys.u32(end, at + 4 * number);
      int length = lengths[number] & ~BlockUpload.PLAIN;
      if (length > BLOCK) {
        throw object.lacking();
      }
      starts[number + 1] = starts[number] + length;
    }
    long offset = starts[blocks] + tail - end.length;
    if (offset < 0) {
      throw object.lacking();
    }
    return new Index(starts, lengths, end, offset);
  }
}
