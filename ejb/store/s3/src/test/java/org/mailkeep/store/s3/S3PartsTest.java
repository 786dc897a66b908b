package org.mailkeep.store.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.spi.BlobBackend;

/// A large object goes in parts, of which a server may hold no more when they are dropped.
final class S3PartsTest {
  private static final String KEY = "0a".repeat(16);
  private static final int PIECE = 64 * 1024;
  private static final int PIECES = 400;

  @Test
  void aLargeObjectGoesInParts() {
    S3Config config = Buckets.config(Buckets.s3proxy().endpoint());
    try (var backend = S3Backend.open(config);
        BlobBackend.Upload upload = backend.begin(KEY)) {
      for (int number = 0; number < PIECES; number++) {
        upload.write(piece(number), 0, PIECE);
      }
      upload.finish();
      for (int number : List.of(0, 79, 80, 200, PIECES - 1)) {
        assertArrayEquals(piece(number), backend.read(KEY, (long) number * PIECE, PIECE));
      }
      assertArrayEquals(new byte[0], backend.read(KEY, (long) PIECES * PIECE, 1));
    }
  }

  private static byte[] piece(int number) {
    var octets = new byte[PIECE];
    Arrays.fill(octets, (byte) number);
    return octets;
  }
}
