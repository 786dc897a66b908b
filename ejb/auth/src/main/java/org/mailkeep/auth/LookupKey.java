package org.mailkeep.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Keys in the store of look-ups.
final class LookupKey {
  private LookupKey() {}

  /// A key of bounded length for what a stranger wrote, or for what nobody may read there.
  static byte[] of(String kind, String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      byte[] head = (kind + ":").getBytes(StandardCharsets.US_ASCII);
      byte[] key = Arrays.copyOf(head, head.length + hash.length);
      System.arraycopy(hash, 0, key, head.length, hash.length);
      return key;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
