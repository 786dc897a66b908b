package org.mailkeep.store.foundationdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.apple.foundationdb.tuple.Tuple;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

final class KeySpaceTest {
  private final KeySpace keys = new KeySpace("");

  @Test
  void keysStandBehindTheTupleOfTheStoreAndTheCodeOfTheirSubspace() {
    assertEquals(
        "026d61696c6b65657000" + "0200" + "17" + "00ff",
        HexFormat.of().formatHex(keys.key(Subspace.EMAIL, new byte[] {0, -1})));
    assertEquals(
        "026d61696c6b65657000" + "027465737400" + "3c" + "07",
        HexFormat.of().formatHex(new KeySpace("test").key(Subspace.LOOKUP, new byte[] {7})));
    byte[] root = Tuple.from("mailkeep", "").pack();
    assertArrayEquals(root, Arrays.copyOf(keys.key(Subspace.QUEUE, new byte[0]), root.length));
  }

  @Test
  void keysComeBackAsTheyWere() {
    for (byte[] key : List.of(new byte[0], new byte[] {0}, new byte[] {-1, 0, -1})) {
      assertArrayEquals(key, keys.plain(keys.key(Subspace.BLOB, key)));
    }
  }

  @Test
  void rangesStayInTheirSubspace() {
    for (Subspace space : Subspace.values()) {
      byte[] last = new byte[Batch.MAX_KEY];
      Arrays.fill(last, (byte) -1);
      byte[] behind = keys.to(space, Range.all());
      assertTrue(Arrays.compareUnsigned(keys.key(space, last), behind) < 0);
      assertArrayEquals(keys.key(space, new byte[0]), keys.from(space, Range.all()));
      for (Subspace other : Subspace.values()) {
        byte[] first = keys.key(other, new byte[0]);
        boolean within =
            Arrays.compareUnsigned(first, keys.from(space, Range.all())) >= 0
                && Arrays.compareUnsigned(first, behind) < 0;
        assertEquals(space == other, within);
      }
    }
  }

  @Test
  void storesOfOtherPrefixesAndTheStoresOwnKeysAreApart() {
    var other = new KeySpace("other");
    byte[] key = other.key(Subspace.EMAIL, new byte[] {1});
    var whole = keys.whole();
    assertTrue(
        Arrays.compareUnsigned(key, whole.begin) < 0
            || Arrays.compareUnsigned(key, whole.end) >= 0);
    byte[] own = keys.own(new byte[] {-1});
    assertTrue(Arrays.compareUnsigned(own, keys.key(Subspace.STORE, new byte[0])) < 0);
    assertTrue(Arrays.compareUnsigned(own, whole.begin) >= 0);
  }

  @Test
  void theLongestKeyIsWellBelowTheClustersLimit() {
    var longest = new KeySpace("p".repeat(200));
    assertTrue(longest.key(Subspace.EMAIL, new byte[Batch.MAX_KEY]).length < 10_000);
  }
}
