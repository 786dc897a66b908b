package org.mailkeep.store.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Schema;
import org.mailkeep.store.api.SchemaStep;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

class SchemaTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_234));
  private static final byte[] OLD = {1};
  private static final byte[] NEW = {2};

  private final DataStore store = new DataStore(new MemoryBackend());
  private final SchemaStep two = new SchemaStep(2, "moves a key", this::moveKey);
  private final SchemaStep three = new SchemaStep(3, "counts", SchemaTest::count);
  private boolean fails;

  @Test
  void aNewStoreIsMarkedOnceAndRunsNoStep() {
    assertEquals(new Schema.Opened(3, 3), open(two, three));
    assertEquals(new Schema.Opened(3, 3), open(two, three));
    assertEquals(Optional.of(3), Schema.of(store));
    assertNull(Schema.upgraded(store, 3));
  }

  @Test
  void aStoreThatWasNeverOpenedHasNoForm() {
    assertEquals(Optional.empty(), Schema.of(store));
  }

  @Test
  void aStoreOfANewerServerIsLeftAlone() {
    open(two);
    var refused = assertThrows(StoreException.Unavailable.class, this::open);
    assertTrue(String.valueOf(refused.getMessage()).contains("form 2 of a newer server"));
    assertEquals(Optional.of(2), Schema.of(store));
  }

  @Test
  void anOlderStoreTakesEachStepInOrderAndRecordsIt() {
    open();
    store.commit(new Batch().put(Subspace.AUTH, OLD, NEW));
    assertEquals(new Schema.Opened(1, 3), open(two, three));
    assertNull(store.get(Subspace.AUTH, OLD));
    assertEquals(1, store.counter(Subspace.AUTH, NEW));
    assertEquals(1_234L, Schema.upgraded(store, 2));
    assertEquals(1_234L, Schema.upgraded(store, 3));
    assertEquals(new Schema.Opened(3, 3), open(two, three));
    assertEquals(1, store.counter(Subspace.AUTH, NEW));
  }

  @Test
  void aStepThatWasCutShortIsBegunAgain() {
    open();
    store.commit(new Batch().put(Subspace.AUTH, OLD, NEW));
    fails = true;
    assertThrows(StoreException.Unavailable.class, () -> open(two));
    assertEquals(Optional.of(1), Schema.of(store));
    assertEquals(0, store.counter(Subspace.AUTH, NEW), "half of it is done");
    fails = false;
    open(two);
    assertEquals(Optional.of(2), Schema.of(store));
    assertNull(store.get(Subspace.AUTH, OLD));
  }

  @Test
  void stepsFollowEachOther() {
    assertThrows(IllegalArgumentException.class, () -> new Schema(List.of(three)));
  }

  private Schema.Opened open(SchemaStep... steps) {
    return new Schema(List.of(steps)).open(store, "memory", CLOCK);
  }

  private void moveKey(DataStore data, SchemaStep.Progress progress) {
    data.commit(new Batch().put(Subspace.AUTH, NEW, Keys.of(0L).bytes()));
    if (fails) {
      throw new StoreException.Unavailable("killed");
    }
    data.commit(new Batch().delete(Subspace.AUTH, OLD));
    progress.done(1);
  }

  private static void count(DataStore data, SchemaStep.Progress progress) {
    List<Entry> page = data.scan(Subspace.AUTH, Range.all(), Direction.UP, 10);
    data.commit(new Batch().put(Subspace.AUTH, NEW, Keys.of((long) page.size()).bytes()));
    progress.done(page.size());
  }
}
