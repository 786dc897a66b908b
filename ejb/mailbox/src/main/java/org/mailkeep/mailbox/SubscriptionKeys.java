package org.mailkeep.mailbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Subspace;

/// Subscriptions as they are stored, in SUBSCRIPTION by account and path. A path that is too long
/// for a key is the value, and its hash stands in the key. Never changed: they are on disks.
final class SubscriptionKeys {
  /// Octets of a key with a path in it.
  private static final int LONGEST = 1_000;

  /// In front of a hash; no path begins with it.
  private static final int HASHED = 1;

  private static final int PATH_AT = 8;
  private static final byte[] IN_KEY = {};

  private SubscriptionKeys() {}

  static byte[] of(AccountId account, String path) {
    byte[] key = Keys.of(account.value()).text(path).bytes();
    return key.length <= LONGEST
        ? key
        : Keys.of(account.value()).u8(HASHED).raw(hash(path)).bytes();
  }

  static void put(Work work, String path) {
    byte[] key = of(work.account(), path);
    byte[] value = isHashed(key) ? path.getBytes(StandardCharsets.UTF_8) : IN_KEY;
    work.put(Subspace.SUBSCRIPTION, key, value);
  }

  private static boolean isHashed(byte[] key) {
    return key[PATH_AT] == HASHED;
  }

  /// The path of an entry.
  static String path(Entry entry) {
    byte[] key = entry.key();
    return entry.value().length > 0
        ? new String(entry.value(), StandardCharsets.UTF_8)
        : new String(key, PATH_AT, key.length - PATH_AT - 1, StandardCharsets.UTF_8);
  }

  private static byte[] hash(String path) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
