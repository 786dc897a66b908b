package org.mailkeep.search;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.LookupStore;

/// Lets one node index at a time: two would do the same work, not wrong, but twice. It runs out by
/// itself when a node dies. For one thread.
final class IndexLease implements AutoCloseable {
  private static final byte[] KEY = "full-text indexer".getBytes(StandardCharsets.US_ASCII);
  private static final Duration TERM = Duration.ofSeconds(20);
  private static final Duration USED = Duration.ofSeconds(5);

  private final LookupStore lookups;
  private final InstantSource clock;
  private LookupStore.@Nullable Lock lock;
  private Instant since = Instant.MIN;

  IndexLease(LookupStore lookups, InstantSource clock) {
    this.lookups = lookups;
    this.clock = clock;
  }

  /// Takes it, or holds it for longer.
  ///
  /// @return whether this node has it
  boolean hold() {
    Instant now = clock.instant();
    if (lock != null && now.isBefore(since.plus(USED))) {
      return true;
    }
    close();
    Optional<LookupStore.Lock> taken = lookups.lock(KEY, TERM);
    lock = taken.orElse(null);
    since = now;
    return taken.isPresent();
  }

  @Override
  public void close() {
    LookupStore.Lock held = lock;
    lock = null;
    if (held != null) {
      lookups.unlock(held);
    }
  }
}
