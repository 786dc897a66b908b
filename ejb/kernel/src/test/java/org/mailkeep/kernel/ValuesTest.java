package org.mailkeep.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "31, z", "32, 10", "9223372036854775807, 7zzzzzzzzzzzz"})
  void idsAreShownInBase32AndReadBack(long value, String text) {
    assertEquals(text, Ids.text(value));
    assertEquals(value, Ids.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "i", "A", "-1", "80000000000000", "zzzzzzzzzzzzz"})
  void whatIsNoIdIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Ids.parse(text));
  }

  @Test
  void idsArePositive() {
    List<LongFunction<Object>> kinds =
        List.of(AccountId::new, MailboxId::new, EmailId::new, ThreadId::new, QueueId::new);
    for (LongFunction<Object> kind : kinds) {
      assertThrows(IllegalArgumentException.class, () -> kind.apply(0));
      assertEquals("11", kind.apply(33).toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "104857600, 104857600",
    "512k, 524288",
    "50m, 52428800",
    "1g, 1073741824",
    "1 GiB, 1073741824",
    "2TB, 2199023255552"
  })
  void readsSizes(String text, long bytes) {
    assertEquals(Optional.of(new DataSize(bytes)), DataSize.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "-1", "1x", "1.5g", "9999999999t", "9999999999999999999"})
  void refusesWhatIsNoSize(String text) {
    assertEquals(Optional.empty(), DataSize.parse(text));
  }

  @Test
  void sizesCompare() {
    assertTrue(new DataSize(1).compareTo(new DataSize(2)) < 0);
    assertThrows(IllegalArgumentException.class, () -> new DataSize(-1));
  }

  @Test
  void aRateHasEventsAndAPeriodOfASecondAtLeast() {
    assertEquals(5, new Rate(5, Duration.ofSeconds(1)).events());
    assertThrows(IllegalArgumentException.class, () -> new Rate(0, Duration.ofSeconds(1)));
    assertThrows(IllegalArgumentException.class, () -> new Rate(1, Duration.ofMillis(999)));
  }

  @Test
  void aBlobHashCannotBeChanged() {
    byte[] octets = new byte[BlobHash.LENGTH];
    var hash = BlobHash.of(octets);
    octets[0] = 1;
    hash.octets()[0] = 1;
    assertEquals(BlobHash.parse("0".repeat(64)), hash);
    assertEquals(hash.hashCode(), BlobHash.parse(hash.toString()).hashCode());
    assertThrows(IllegalArgumentException.class, () -> BlobHash.of(new byte[31]));
  }

  @Test
  void chanceGivesNumbersThatAreNotNegative() {
    assertEquals(Long.MAX_VALUE, chance(0xff).number());
    assertEquals(0x0101010101010101L, chance(1).number());
  }

  @Test
  void strongChanceDoesNotRepeatItself() {
    Chance chance = Chance.secure();
    assertEquals(16, chance.octets(16).length);
    assertNotEquals(chance.number(), chance.number());
    assertArrayEquals(new byte[0], chance.octets(0));
  }

  @Test
  void aCacheHasANameAndABound() {
    assertThrows(IllegalArgumentException.class, () -> new Cache.Spec(" ", 1, null));
    assertThrows(IllegalArgumentException.class, () -> new Cache.Spec("mailbox", 0, null));
  }

  private static Chance chance(int octet) {
    return count -> {
      var octets = new byte[count];
      Arrays.fill(octets, (byte) octet);
      return octets;
    };
  }
}
