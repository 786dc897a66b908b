package org.mailkeep.store.compression;

import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.spi.BlobCodec;

/// LZ4's block format.
final class Lz4 implements BlobCodec {
  private final LZ4Compressor compressor = LZ4Factory.nativeInstance().fastCompressor();
  private final LZ4SafeDecompressor decompressor = LZ4Factory.nativeInstance().safeDecompressor();

  @Override
  public byte[] compress(byte[] octets, int length) {
    var room = new byte[compressor.maxCompressedLength(length)];
    return Arrays.copyOf(room, compressor.compress(octets, 0, length, room, 0, room.length));
  }

  @Override
  public byte[] decompress(byte[] octets, int offset, int length, int size) {
    var whole = new byte[size];
    try {
      if (decompressor.decompress(octets, offset, length, whole, 0, size) == size) {
        return whole;
      }
    } catch (LZ4Exception e) {
      throw new StoreException.Corrupt("a block of a blob is not what LZ4 made", e);
    }
    throw new StoreException.Corrupt("a block of a blob lacks octets");
  }
}
