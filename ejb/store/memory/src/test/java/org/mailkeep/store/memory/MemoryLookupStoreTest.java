package org.mailkeep.store.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.contract.LookupStoreContract;

class MemoryLookupStoreTest extends LookupStoreContract {
  @Override
  protected LookupStore open() {
    return new MemoryLookupStore(clock, 100);
  }

  @Test
  void tokensAfterARestartAreGreater() {
    var before = open().lock(new byte[1], Duration.ofMinutes(1)).orElseThrow();
    clock.pass(Duration.ofSeconds(1));
    var after = open().lock(new byte[1], Duration.ofMinutes(1)).orElseThrow();
    assertTrue(after.token() > before.token());
  }

  @Test
  void refusesMoreThanItsBoundUntilSomethingExpires() {
    LookupStore lookups = open();
    for (int i = 0; i < 100; i++) {
      lookups.set(new byte[] {(byte) i}, new byte[1], Duration.ofMinutes(1));
    }
    byte[] late = {1, 1};
    assertThrows(
        StoreException.Unavailable.class,
        () -> lookups.set(late, new byte[] {9}, Duration.ofMinutes(1)));
    clock.pass(Duration.ofMinutes(1));
    lookups.set(late, new byte[] {9}, Duration.ofMinutes(1));
    assertArrayEquals(new byte[] {9}, lookups.get(late));
  }
}
