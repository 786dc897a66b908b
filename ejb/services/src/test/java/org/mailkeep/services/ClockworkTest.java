package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClockworkTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private final LinkedBlockingQueue<Instant> wanted = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> done = new LinkedBlockingQueue<>();

  @Test
  void worksWhenItIsTimeAndNotBefore() throws InterruptedException {
    wanted.add(NOW.minusSeconds(5));
    wanted.add(NOW.plusMillis(1));
    wanted.add(NOW.plusSeconds(1_000));
    try (var clockwork = new Clockwork(this::work, InstantSource.fixed(NOW))) {
      clockwork.start();
      assertEquals("done", done.poll(20, TimeUnit.SECONDS));
      assertEquals("done", done.poll(20, TimeUnit.SECONDS));
      assertEquals("done", done.poll(20, TimeUnit.SECONDS));
      assertNull(done.poll(50, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void whatThrowsIsNotTheEndOfIt() throws InterruptedException {
    var clock = new java.util.concurrent.atomic.AtomicReference<>(NOW);
    InstantSource jumping = () -> clock.getAndUpdate(now -> now.plusSeconds(3_600));
    var clockwork =
        new Clockwork(
            () -> {
              done.add("tried");
              throw new IllegalStateException("as a test wants");
            },
            jumping);
    try (clockwork) {
      clockwork.start();
      assertEquals("tried", done.poll(20, TimeUnit.SECONDS));
      assertEquals("tried", done.poll(20, TimeUnit.SECONDS));
    }
  }

  private Instant work() {
    done.add("done");
    return wanted.remove();
  }
}
