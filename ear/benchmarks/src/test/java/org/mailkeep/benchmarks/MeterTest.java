package org.mailkeep.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class MeterTest {
  private static final Meter METER = new Meter(Duration.ofMillis(20), 3);

  @Test
  void countsWhatWasDoneInASecond() throws Exception {
    double rate =
        METER.median(
            4,
            () -> {
              Thread.sleep(2);
              return 10;
            });
    assertTrue(rate > 100 && rate < 4 * 10 * 500, "10 in 2 ms or more, by 4 threads: " + rate);
  }

  @Test
  void comparesByTurns() throws Exception {
    var ours = new AtomicLong();
    var bare = new AtomicLong();
    Meter.Comparison rates =
        METER.compare(
            1,
            () -> {
              ours.incrementAndGet();
              Thread.sleep(1);
              return 100;
            },
            1,
            () -> {
              bare.incrementAndGet();
              Thread.sleep(1);
              return 50;
            });
    assertTrue(ours.get() > 5 && bare.get() > 5, ours + " and " + bare);
    assertTrue(rates.ratio() > 1, rates.toString());
    assertTrue(rates.ours() > rates.bare(), rates.toString());
  }

  @Test
  void whatFailsIsSaid() {
    var failure =
        assertThrows(
            IllegalStateException.class,
            () ->
                METER.rate(
                    2,
                    () -> {
                      throw new IllegalStateException("no room");
                    }));
    assertEquals("no room", failure.getMessage());
  }
}
