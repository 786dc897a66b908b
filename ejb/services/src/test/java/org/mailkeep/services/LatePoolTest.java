package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.StoreException;
import org.sqlite.SQLiteDataSource;

class LatePoolTest {
  private final DataSource source = new SQLiteDataSource();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger returned = new AtomicInteger();

  @Test
  void isTakenOnceWhenItIsFirstNeededAndGivenBackOnce() {
    var pool = new LatePool(this::take);
    assertEquals(0, taken.get());
    assertSame(source, pool.get());
    assertSame(source, pool.get());
    assertEquals(1, taken.get());
    pool.close();
    pool.close();
    assertEquals(1, returned.get());
    assertThrows(IllegalStateException.class, pool::get);
  }

  @Test
  void givesNothingBackThatNobodyTook() {
    new LatePool(this::take).close();
    assertEquals(0, taken.get());
    assertEquals(0, returned.get());
  }

  @Test
  void isAskedForAgainAfterAFailure() {
    var pool =
        new LatePool(() -> {
          if (taken.get() == 0) {
            taken.incrementAndGet();
            throw new StoreException.Unavailable("not yet");
          }
          return take();
        });
    assertThrows(StoreException.Unavailable.class, pool::get);
    assertSame(source, pool.get());
  }

  private SqlPools.Lease take() {
    taken.incrementAndGet();
    return new SqlPools.Lease(source, returned::incrementAndGet);
  }
}
