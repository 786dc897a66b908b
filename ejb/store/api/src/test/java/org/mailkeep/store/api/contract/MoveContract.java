package org.mailkeep.store.api.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.moving.Marks;
import org.mailkeep.store.api.moving.MovableBackend;
import org.mailkeep.store.api.moving.Move;
import org.mailkeep.store.api.moving.MoveRules;
import org.mailkeep.store.api.spi.DataBackend;

/// What holds of moves from one store into another, whichever they are.
public abstract class MoveContract {
  private static final int ENTRIES = 2_000;
  private static final byte[] CHECK = {'c', 'h', 'e', 'c', 'k'};

  private DataBackend source;
  private DataBackend target;
  private MovableBackend movable;
  private long limit = Long.MAX_VALUE;

  /// The store that is moved, empty.
  protected abstract DataBackend source() throws Exception;

  /// The store that it is moved into, empty.
  protected abstract DataBackend target() throws Exception;

  @BeforeEach
  void open() throws Exception {
    source = source();
    target = target();
    movable = new MovableBackend(source, Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  @Test
  void everythingMovesAndTheNewStoreServes() throws InterruptedException {
    fill();
    source.commit(new Batch().put(Subspace.STORE, CHECK, CHECK));
    Move.Done done = move(MoveRules.DEFAULT, () -> {});
    assertSame(target, movable.now());
    assertTrue(done.verified().stream().allMatch(each -> each.same()));
    assertEquals(ENTRIES + 1, done.verified().stream().mapToLong(each -> each.source()).sum());
    assertSameContent(movable);
    assertEquals(null, target.get(Subspace.STORE, CHECK), "a store's own records stay");
    assertFalse(Marks.arriving(target));
    movable.commit(new Batch().put(Subspace.AUTH, CHECK, CHECK));
    assertEquals(null, source.get(Subspace.AUTH, CHECK), "the old store is left alone");
  }

  @Test
  void whatCommitsChangeMeanwhileMovesToo() throws Exception {
    fill();
    DataBackend to = source;
    for (int remembered : new int[] {200_000, 20}) {
      to = to.equals(source) ? target : source;
      var writers = new MoveWriters(movable, 4);
      writers.start();
      writers.await(20);
      Marks.leave(to, new Marks.Moved("elsewhere", Instant.EPOCH));
      var rules = new MoveRules(Duration.ofSeconds(10), 20, remembered, 10);
      new Move(List.of(part(to)), rules, Chance.secure(), new Watcher()).run(() -> {});
      writers.await(20);
      writers.stop();
      assertSame(to, movable.now());
      writers.check(to);
      assertSameContent(to);
    }
  }

  @Test
  void aCancelledMoveChangesNothingAndIsGoneOnWith() throws InterruptedException {
    fill();
    limit = ENTRIES / 2;
    assertThrows(Progress.Cancelled.class, () -> move(MoveRules.DEFAULT, () -> {}));
    assertSame(source, movable.now());
    assertTrue(Marks.arriving(target));
    movable.commit(new Batch().put(Subspace.AUTH, CHECK, CHECK));
    source.commit(new Batch().delete(Subspace.EMAIL, key(0)));
    limit = Long.MAX_VALUE;
    Move.Done done = move(MoveRules.DEFAULT, () -> {});
    assertTrue(done.written() < ENTRIES * 3 / 4, done.written() + " were written again");
    assertSame(target, movable.now());
    assertEquals(null, target.get(Subspace.EMAIL, key(0)));
    assertArrayEquals(CHECK, target.get(Subspace.AUTH, CHECK));
  }

  @Test
  void aStoreThatHoldsSomethingElseIsNoTarget() {
    target.commit(new Batch().put(Subspace.AUTH, CHECK, CHECK));
    var refused =
        assertThrows(StoreException.Unavailable.class, () -> move(MoveRules.DEFAULT, () -> {}));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("not empty: it holds something of auth"));
    assertSame(source, movable.now());
  }

  @Test
  void aSwitchThatFailsLeavesTheOldStoreServing() throws InterruptedException {
    fill();
    var failure = new StoreException.Unavailable("no room for the file");
    assertSame(
        failure,
        assertThrows(
            StoreException.Unavailable.class,
            () ->
                move(
                    MoveRules.DEFAULT,
                    () -> {
                      throw failure;
                    })));
    assertSame(source, movable.now());
    assertTrue(Marks.arriving(target), "it is not taken for complete");
    movable.commit(new Batch().put(Subspace.AUTH, CHECK, CHECK));
    move(MoveRules.DEFAULT, () -> {});
    assertArrayEquals(CHECK, target.get(Subspace.AUTH, CHECK));
  }

  @Test
  void aPauseThatIsTooShortIsNotPrecededByASwitch() throws InterruptedException {
    fill();
    var rules = new MoveRules(Duration.ofNanos(1), 3, 1_000, 10);
    var refused = assertThrows(StoreException.Unavailable.class, () -> move(rules, () -> {}));
    assertTrue(String.valueOf(refused.getMessage()).contains("each of 3 attempts"));
    assertSame(source, movable.now());
    movable.commit(new Batch().put(Subspace.AUTH, CHECK, CHECK));
    assertArrayEquals(CHECK, source.get(Subspace.AUTH, CHECK));
  }

  @Test
  void aStoreMovesBackIntoTheOneThatItLeft() throws InterruptedException {
    fill();
    move(MoveRules.DEFAULT, () -> Marks.leave(source, new Marks.Moved("b", Instant.EPOCH)));
    assertEquals("b", Marks.moved(source).orElseThrow().to());
    movable.commit(new Batch().delete(Subspace.EMAIL, key(1)).put(Subspace.AUTH, CHECK, CHECK));
    var back = new Move(List.of(part(source)), MoveRules.DEFAULT, Chance.secure(), new Watcher());
    Move.Done done = back.run(() -> Marks.leave(target, new Marks.Moved("a", Instant.EPOCH)));
    assertEquals(2, done.written(), "only what has changed");
    assertSame(source, movable.now());
    assertEquals(null, movable.get(Subspace.EMAIL, key(1)));
    Marks.use(source);
    assertTrue(Marks.moved(source).isEmpty());
  }

  @Test
  void onlyOneMoveAtATime() throws InterruptedException {
    fill();
    move(
        MoveRules.DEFAULT,
        () -> assertThrows(IllegalStateException.class, () -> move(MoveRules.DEFAULT, () -> {})));
  }

  private Move.Done move(MoveRules rules, Move.Switch action) throws InterruptedException {
    return new Move(List.of(part(target)), rules, Chance.secure(), new Watcher()).run(action);
  }

  private Move.Part part(DataBackend to) {
    return new Move.Part(movable, to, Marks.ofData());
  }

  private void fill() {
    var batch = new Batch();
    for (int i = 0; i < ENTRIES; i++) {
      Subspace space = i % 10 == 0 ? Subspace.BLOB_CHUNK : Subspace.EMAIL;
      batch.put(space, key(i), new byte[i % 10 == 0 ? 2_000 : i % 100]);
    }
    batch.put(Subspace.QUEUE, new byte[0], CHECK);
    source.commit(batch);
  }

  private static byte[] key(int number) {
    return Keys.of((long) number).bytes();
  }

  private void assertSameContent(DataBackend copy) {
    for (int i = 0; i < ENTRIES; i++) {
      Subspace space = i % 10 == 0 ? Subspace.BLOB_CHUNK : Subspace.EMAIL;
      byte @Nullable [] value = copy.get(space, key(i));
      assertArrayEquals(new byte[i % 10 == 0 ? 2_000 : i % 100], value);
    }
    assertEquals(ENTRIES * 9 / 10, all(copy, Subspace.EMAIL).size());
    assertEquals(ENTRIES / 10, all(copy, Subspace.BLOB_CHUNK).size());
  }

  private static List<Entry> all(DataBackend store, Subspace space) {
    return new ArrayList<>(store.scan(space, Range.all(), Direction.UP, 10 * ENTRIES));
  }

  private final class Watcher implements Progress {
    private long done;

    @Override
    public void begin(String what, long total, String unit) {
      assertFalse(what.isBlank());
    }

    @Override
    public void advance(long more) {
      assertTrue(more >= 0);
      done += more;
    }

    @Override
    public void say(String message) {
      assertFalse(message.isBlank());
    }

    @Override
    public boolean cancelled() {
      return done > limit;
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
      Thread.sleep(time);
    }
  }
}
