package org.mailkeep.store.api.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Rate;
import org.mailkeep.store.api.LookupStore;

/// What a lookup store does that several nodes share, also when their clocks differ.
public abstract class SharedLookupStoreContract extends LookupStoreContract {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final byte[] KEY = "k".getBytes(StandardCharsets.US_ASCII);

  /// Opens the store that [#open] opened last, as another node does.
  protected abstract LookupStore beside(InstantSource otherClock) throws Exception;

  @Test
  void whatOneNodeWritesTheOtherReads() throws Exception {
    LookupStore one = open();
    LookupStore other = beside(clock);
    one.set(KEY, KEY, MINUTE);
    assertArrayEquals(KEY, other.get(KEY));
    other.delete(KEY);
    assertNull(one.get(KEY));
    one.count(KEY, 2, MINUTE);
    assertEquals(5, other.count(KEY, 3, MINUTE));
    assertEquals(5, one.counter(KEY));
    var rate = new Rate(2, MINUTE);
    assertEquals(Optional.empty(), one.admit(KEY, rate));
    assertEquals(Optional.empty(), other.admit(KEY, rate));
    assertEquals(Optional.of(MINUTE), one.admit(KEY, rate));
    assertEquals(Optional.of(MINUTE), other.admit(KEY, rate));
  }

  @Test
  void aLockIsOneNodesOfAll() throws Exception {
    LookupStore[] nodes = {open(), beside(clock)};
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var last = new AtomicLong();
    DataBackendContract.parallel(
        4,
        thread -> {
          LookupStore node = nodes[thread % 2];
          for (int done = 0; done < 5; ) {
            Optional<LookupStore.Lock> lock = node.lock(KEY, MINUTE);
            if (lock.isPresent()) {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              long before = last.getAndSet(lock.get().token());
              assertTrue(lock.get().token() > before);
              inside.decrementAndGet();
              node.unlock(lock.get());
              done++;
            }
          }
        });
    assertEquals(1, most.get());
  }

  @Test
  void aNodeWhoseClockIsAheadTakesOverWithAGreaterToken() throws Exception {
    var ahead = new TestClock();
    ahead.pass(Duration.ofMinutes(10));
    LookupStore one = open();
    LookupStore other = beside(ahead);
    LookupStore.Lock first = one.lock(KEY, MINUTE).orElseThrow();
    LookupStore.Lock second = other.lock(KEY, MINUTE).orElseThrow();
    assertTrue(second.token() > first.token());
    assertFalse(one.renew(first, MINUTE), "who lost it learns that");
    one.unlock(first);
    assertTrue(other.renew(second, MINUTE), "it is not freed by who lost it");
    assertTrue(one.lock(KEY, MINUTE).isEmpty());
  }

  @Test
  void aNodeWhoseClockIsBehindMakesAGreaterTokenAlsoAfterAPurge() throws Exception {
    var behind = new TestClock();
    clock.pass(Duration.ofMinutes(10));
    LookupStore one = open();
    LookupStore other = beside(behind);
    LookupStore.Lock first = one.lock(KEY, MINUTE).orElseThrow();
    one.unlock(first);
    LookupStore.Lock second = other.lock(KEY, MINUTE).orElseThrow();
    assertTrue(second.token() > first.token());
    other.unlock(second);
    LookupStore.Lock third = one.lock(KEY, MINUTE).orElseThrow();
    one.unlock(third);
    clock.pass(MINUTE);
    one.purge();
    LookupStore.Lock fourth = other.lock(KEY, MINUTE).orElseThrow();
    assertTrue(fourth.token() > third.token(), fourth.token() + " after " + third.token());
  }
}
