package org.mailkeep.store.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.mailkeep.store.api.spi.BlobBackend;
import org.mailkeep.store.api.spi.DataBackend;

/// Whether stores serve: each check writes something of its own, durably, and reads it.
public final class StoreChecks {
  /// The object that a check writes.
  static final String OBJECT = "f".repeat(BlobBackend.KEY_LENGTH);

  private static final byte[] KEY = "check".getBytes(StandardCharsets.US_ASCII);
  private static final Duration HOUR = Duration.ofHours(1);

  private StoreChecks() {}

  /// Of a backend of data.
  public static StoreWatch.Check of(DataBackend backend) {
    var checks = new AtomicLong();
    return () -> {
      byte[] value = Keys.of(checks.incrementAndGet()).bytes();
      backend.commit(new Batch().put(Subspace.STORE, KEY, value));
      if (backend.get(Subspace.STORE, KEY) == null) {
        throw new StoreException.Corrupt("what was just written is not there");
      }
    };
  }

  /// Of a backend of blobs.
  public static StoreWatch.Check of(BlobBackend backend) {
    var checks = new AtomicLong();
    return () -> {
      byte[] value = Keys.of(checks.incrementAndGet()).bytes();
      backend.put(OBJECT, value);
      if (backend.read(OBJECT, 0, value.length) == null) {
        throw new StoreException.Unavailable("what was just written is not there");
      }
    };
  }

  /// Of look-ups. What is written may be gone at once, when a server takes another's place.
  public static StoreWatch.Check of(LookupStore lookups) {
    var checks = new AtomicLong();
    return () -> {
      lookups.set(KEY, Keys.of(checks.incrementAndGet()).bytes(), HOUR);
      lookups.get(KEY);
    };
  }
}
