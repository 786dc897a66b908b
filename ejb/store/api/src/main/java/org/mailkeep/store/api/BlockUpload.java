package org.mailkeep.store.api;

import java.util.Arrays;
import java.util.Objects;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.BlobCodec;

/// Compresses an object on its way, in blocks of equal size, so that a part of it can be read.
///
/// After the blocks come their stored lengths, 4 octets each, with the highest bit set where a
/// block is not compressed because that would not make it shorter; then the number of blocks and
/// `MKB1`. Never changed: it is on disks.
final class BlockUpload implements BlobBackend.Upload {
  /// Octets of a block before it is compressed.
  static final int BLOCK = 64 * 1024;

  /// Octets behind the lengths.
  static final int TRAILER = 8;

  /// The last four octets.
  static final int MAGIC = 0x4d4b4231;

  /// Set in the length of a block that is not compressed.
  static final int PLAIN = 0x8000_0000;

  private static final int FIRST_ROOM = 4 * 1024;

  private final BlobBackend.Upload upload;
  private final BlobCodec codec;
  private final Keys lengths = Keys.of();
  private byte[] block = new byte[FIRST_ROOM];
  private int filled;
  private int blocks;

  BlockUpload(BlobBackend.Upload upload, BlobCodec codec) {
    this.upload = upload;
    this.codec = codec;
  }

  @Override
  public void write(byte[] octets, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, octets.length);
    int done = 0;
    while (done < length) {
      if (filled == BLOCK) {
        flush();
      }
      int count = Math.min(length - done, BLOCK - filled);
      if (filled + count > block.length) {
        block = Arrays.copyOf(block, Math.min(BLOCK, Math.max(filled + count, 2 * block.length)));
      }
      System.arraycopy(octets, offset + done, block, filled, count);
      filled += count;
      done += count;
    }
  }

  @Override
  public void finish() {
    if (filled > 0) {
      flush();
    }
    byte[] end = lengths.u32(blocks).u32(MAGIC).bytes();
    upload.write(end, 0, end.length);
    upload.finish();
  }

  @Override
  public void close() {
    upload.close();
  }

  private void flush() {
    byte[] compressed = codec.compress(block, filled);
    if (compressed.length < filled) {
      upload.write(compressed, 0, compressed.length);
      lengths.u32(compressed.length);
    } else {
      upload.write(block, 0, filled);
      lengths.u32(filled | PLAIN);
    }
    blocks++;
    filled = 0;
  }
}
