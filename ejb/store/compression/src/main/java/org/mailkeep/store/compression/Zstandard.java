package org.mailkeep.store.compression;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.spi.BlobCodec;

/// Zstandard's frames (RFC 8878), one for each block.
final class Zstandard implements BlobCodec {
  private static final int LEVEL = 3;

  @Override
  public byte[] compress(byte[] octets, int length) {
    var room = new byte[Math.toIntExact(Zstd.compressBound(length))];
    long count = Zstd.compressByteArray(room, 0, room.length, octets, 0, length, LEVEL);
    return Arrays.copyOf(room, (int) count);
  }

  @Override
  public byte[] decompress(byte[] octets, int offset, int length, int size) {
    var whole = new byte[size];
    try {
      if (Zstd.decompressByteArray(whole, 0, size, octets, offset, length) == size) {
        return whole;
      }
    } catch (ZstdException e) {
      throw new StoreException.Corrupt("a block of a blob is not what Zstandard made", e);
    }
    throw new StoreException.Corrupt("a block of a blob lacks octets");
  }
}
