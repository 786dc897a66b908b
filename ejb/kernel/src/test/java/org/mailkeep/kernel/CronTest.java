package org.mailkeep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
  @ParameterizedTest
  @CsvSource({
    // 2026-11-22 is a Sunday
    "15 * *, UTC, 2026-11-22T12:00:00Z, 2026-11-22T12:15:00Z",
    "15 * *, UTC, 2026-11-22T12:15:00Z, 2026-11-22T13:15:00Z",
    "15 * *, UTC, 2026-11-22T12:14:59.999Z, 2026-11-22T12:15:00Z",
    "0 3 *, UTC, 2026-11-22T12:00:00Z, 2026-11-23T03:00:00Z",
    "0 3 *, UTC, 2026-12-31T23:59:59Z, 2027-01-01T03:00:00Z",
    "30 4 7, UTC, 2026-11-22T12:00:00Z, 2026-11-29T04:30:00Z",
    "30 4 1, UTC, 2026-11-22T12:00:00Z, 2026-11-23T04:30:00Z",
    "0 * 3, UTC, 2026-11-22T12:00:00Z, 2026-11-25T00:00:00Z",
    "0 3 *, Europe/Berlin, 2026-11-22T12:00:00Z, 2026-11-23T02:00:00Z",
    // 02:30 is left out on 2026-03-29
    "30 2 *, Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-30T00:30:00Z",
    "45 * *, Asia/Kolkata, 2026-11-22T12:00:00Z, 2026-11-22T12:15:00Z",
  })
  void tellsTheNextTime(String cron, String zone, String after, String next) {
    assertEquals(
        Instant.parse(next),
        Cron.parse(cron).orElseThrow().next(Instant.parse(after), ZoneId.of(zone)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "* * *", "60 * *", "0 24 *", "0 0 8", "0 0 0", "0 0", "0 0 1 1"})
  void refusesWhatIsNoTime(String text) {
    assertEquals(Optional.empty(), Cron.parse(text));
  }

  @Test
  void isPrintedAsItIsRead() {
    for (String text : new String[] {"0 3 *", "15 * *", "59 23 7"}) {
      assertEquals(text, Cron.parse(text).orElseThrow().toString());
    }
    var none = OptionalInt.empty();
    assertThrows(IllegalArgumentException.class, () -> new Cron(60, none, none));
    assertThrows(IllegalArgumentException.class, () -> new Cron(0, none, OptionalInt.of(8)));
  }
}
