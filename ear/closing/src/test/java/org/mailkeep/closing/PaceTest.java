package org.mailkeep.closing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
  @Test
  void aMachineThatTakesHalfAsLongAgainHasHalfAsMuchAgain() {
    Pace pace = Pace.of(Duration.ofMillis(375));
    assertEquals(1.5, pace.slowness());
    assertEquals(Duration.ofMinutes(54), pace.here(Duration.ofMinutes(36)));
  }

  @Test
  void aFasterMachineHasNoLessAndASlowOneNotWithoutEnd() {
    assertEquals(1, Pace.of(Duration.ofMillis(1)).slowness());
    assertEquals(Pace.MOST, Pace.of(Duration.ofHours(1)).slowness());
  }

  @Test
  void thisMachineIsMeasured() {
    Duration taken = Pace.taken();
    assertTrue(taken.toMillis() > 20 && taken.toSeconds() < 10, taken.toString());
  }
}
