package org.mailkeep.store.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Schema;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

class SchemaTest {
  private final DataStore store = new DataStore(new MemoryBackend());

  @Test
  void aNewStoreIsMarkedOnce() {
    Schema.check(store);
    Schema.check(store);
    assertEquals(Schema.VERSION, Keys.u32(mark().value(), 0));
  }

  @Test
  void aStoreOfANewerServerIsLeftAlone() {
    Schema.check(store);
    byte[] newer = Keys.of().u32(Schema.VERSION + 1).bytes();
    store.commit(new Batch().put(Subspace.STORE, mark().key(), newer));
    var refused = assertThrows(StoreException.Unavailable.class, () -> Schema.check(store));
    assertTrue(String.valueOf(refused.getMessage()).contains("newer server"));
  }

  private Entry mark() {
    return store.scan(Subspace.STORE, Range.all(), Direction.UP, 2).getFirst();
  }
}
