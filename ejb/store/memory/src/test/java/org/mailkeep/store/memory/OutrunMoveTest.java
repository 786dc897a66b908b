package org.mailkeep.store.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Snapshot;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.contract.MoveWriters;
import org.mailkeep.store.api.moving.Marks;
import org.mailkeep.store.api.moving.MovableBackend;
import org.mailkeep.store.api.moving.Move;
import org.mailkeep.store.api.moving.MoveRules;
import org.mailkeep.store.api.spi.DataBackend;

/// More is written than the new store can take.
final class OutrunMoveTest {
  private final MemoryBackend source = new MemoryBackend();
  private final MemoryBackend target = new MemoryBackend();
  private final MovableBackend movable = new MovableBackend(source, Duration.ofSeconds(10));
  private final MoveWriters writers = new MoveWriters(movable, 4);

  @AfterEach
  void stop() throws InterruptedException {
    writers.stop();
  }

  @Test
  void writersAreSlowedDownUntilTheMoveEnds() throws Exception {
    writers.start();
    writers.await(20);
    var told = new Told();
    var slow = new Sluggish();
    var part = new Move.Part(movable, slow, Marks.ofData());
    var rules = new MoveRules(Duration.ofMillis(900), 20, 200, 10, Duration.ofMillis(200));
    new Move(List.of(part), rules, Chance.secure(), told).run(() -> {});
    assertSame(slow, movable.now());
    assertTrue(told.said.contains("slowed down by"), told.said);
    assertEquals(Duration.ZERO, movable.slowdown(), "they are slowed down no more");
    writers.await(5);
    writers.stop();
    writers.check(target);
  }

  private static final class Told implements Progress {
    private String said = "";

    @Override
    public void begin(String what, long total, String unit) {}

    @Override
    public void advance(long more) {}

    @Override
    public void say(String message) {
      said = message;
    }

    @Override
    public boolean cancelled() {
      return false;
    }

    @Override
    public void pause(Duration time) {}
  }

  /// Takes so long for each question that writers do some more meanwhile, unless they are slowed
  /// down.
  private final class Sluggish implements DataBackend {
    private static final int COMMITS = 60;

    private void lag() {
      long enough = writers.commits() + COMMITS;
      long end = System.nanoTime() + 1_000_000_000;
      while (movable.slowdown().isZero() && writers.commits() < enough && System.nanoTime() < end) {
        LockSupport.parkNanos(50_000);
      }
    }

    @Override
    public byte @Nullable [] get(Subspace space, byte[] key) {
      return target.get(space, key);
    }

    @Override
    public List<byte @Nullable []> get(Subspace space, List<byte[]> keys) {
      lag();
      return target.get(space, keys);
    }

    @Override
    public List<Entry> scan(Subspace space, Range range, Direction direction, int limit) {
      lag();
      return target.scan(space, range, direction, limit);
    }

    @Override
    public Snapshot snapshot() {
      return target.snapshot();
    }

    @Override
    public Commit commit(Batch batch) {
      lag();
      return target.commit(batch);
    }

    @Override
    public Commit writeAhead(Batch batch) {
      lag();
      return target.writeAhead(batch);
    }

    @Override
    public void close() {
      target.close();
    }
  }
}
