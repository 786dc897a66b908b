package org.mailkeep.store.compression;

import org.mailkeep.store.api.StoreSettings.Compression;
import org.mailkeep.store.api.spi.BlobCodec;
import org.mailkeep.store.api.spi.BlobCodecs;

/// All ways to compress that the settings name.
public final class Codecs implements BlobCodecs {
  private final BlobCodec lz4 = new Lz4();
  private final BlobCodec zstandard = new Zstandard();

  @Override
  public BlobCodec of(Compression compression) {
    return switch (compression) {
      case NONE -> throw new IllegalArgumentException("nothing is compressed");
      case LZ4 -> lz4;
      case ZSTD -> zstandard;
    };
  }
}
