package org.mailkeep.pop3;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreException;

/// One session's hold of a maildrop. Safe for many threads.
final class MaildropLock implements AutoCloseable {
  private static final Logger LOG = System.getLogger(MaildropLock.class.getName());

  private final MaildropLocks locks;
  private final AccountId account;
  private final Runnable lost;
  private Duration term = Duration.ZERO;
  private @Nullable LookupStore lookups;
  private LookupStore.@Nullable Lock lock;
  private long renewed;

  MaildropLock(MaildropLocks locks, AccountId account, Runnable lost) {
    this.locks = locks;
    this.account = account;
    this.lost = lost;
  }

  /// @return false when another node has it
  synchronized boolean take(LookupStore store, byte[] key, Duration time) {
    lookups = store;
    term = time;
    renewed = System.nanoTime();
    lock = store.lock(key, time).orElse(null);
    return lock != null;
  }

  /// Renews it.
  ///
  /// @return whether it still is this session's
  /// @throws StoreException when nobody can tell
  synchronized boolean renew() {
    if (lookups == null || lock == null) {
      return false;
    }
    long now = System.nanoTime();
    if (!lookups.renew(lock, term)) {
      lock = null;
      lost.run();
      return false;
    }
    renewed = now;
    return true;
  }

  /// Renews it, if it can; what nobody can tell for as long as it holds is lost.
  synchronized void keep() {
    try {
      renew();
    } catch (StoreException e) {
      LOG.log(Level.DEBUG, "cannot renew the lock of a maildrop", e);
      if (System.nanoTime() - renewed > term.toNanos()) {
        lock = null;
        lost.run();
      }
    }
  }

  /// Gives it back.
  @Override
  public synchronized void close() {
    try {
      if (lookups != null && lock != null) {
        lookups.unlock(lock);
      }
    } catch (StoreException e) {
      LOG.log(Level.DEBUG, "the lock of a maildrop runs out by itself", e);
    } finally {
      lock = null;
      locks.leave(account, this);
    }
  }
}
