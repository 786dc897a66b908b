package org.mailkeep.pop3;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreException;

/// Who has a maildrop: one session at a time, over all nodes that share a lookup store (RFC 1939
/// §4). A lock runs out [#TERM] after its last renewal, so a node that dies blocks nobody for
/// longer; a session that loses its lock all the same ends. Safe for many threads.
public final class MaildropLocks implements AutoCloseable {
  /// How long a lock stays when its node dies.
  public static final Duration TERM = Duration.ofSeconds(30);

  private static final int RENEWALS = 4;

  private final LookupStore lookups;
  private final ConcurrentHashMap<AccountId, MaildropLock> held = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// @param threads makes the one that renews
  public MaildropLocks(LookupStore lookups, ThreadFactory threads) {
    this.lookups = lookups;
    threads.newThread(this::keep).start();
  }

  /// Takes an account's maildrop.
  ///
  /// @param lost called when the lock is another's although it was not given back; must not block
  /// @return empty when another session has it
  /// @throws StoreException when nobody can tell
  Optional<MaildropLock> take(AccountId account, Runnable lost) {
    MaildropLock lock = new MaildropLock(this, account, lost);
    if (held.putIfAbsent(account, lock) != null) {
      return Optional.empty();
    }
    boolean taken = false;
    try {
      taken = lock.take(lookups, key(account), TERM);
      return taken ? Optional.of(lock) : Optional.empty();
    } finally {
      if (!taken) {
        held.remove(account, lock);
      }
    }
  }

  private static byte[] key(AccountId account) {
    return ("maildrop/" + account.value()).getBytes(StandardCharsets.UTF_8);
  }

  /// A lock is given back, or lost.
  void leave(AccountId account, MaildropLock lock) {
    held.remove(account, lock);
  }

  private void keep() {
    try {
      while (!closed.await(TERM.toMillis() / RENEWALS, TimeUnit.MILLISECONDS)) {
        held.values().forEach(MaildropLock::keep);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Renews no more; sessions are over by now.
  @Override
  public void close() {
    closed.countDown();
  }
}
