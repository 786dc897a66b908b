package org.mailkeep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.settings.Configuration;

final class ScheduleTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-22T12:00:00Z");
  private static final Schedule SCHEDULE =
      QueueSettings.schedule(Configuration.of("", QueueSettings.class));

  @ParameterizedTest
  @CsvSource({
    // age of the message, failed attempts, age at the next attempt
    "PT0S,      1, PT2M",
    "PT2M,      2, PT7M",
    "PT7M,      3, PT17M",
    "PT17M,     4, PT32M",
    "PT32M,     5, PT62M",
    "PT62M,     6, PT2H2M",
    "PT2H2M,    7, PT4H2M",
    "PT4H2M,    8, PT6H2M",
    "PT23H,    20, PT24H", // the first notice
    "PT24H,    21, PT26H",
    "PT71H,    40, PT72H", // the second notice
    "PT119H,   60, PT120H", // the end
    "PT120H,   61, PT122H",
  })
  void attemptsFollowTheTableAndMeetNoticesAndExpiry(Duration age, int failed, Duration next) {
    Instant now = RECEIVED.plus(age);
    assertEquals(RECEIVED.plus(next), SCHEDULE.nextAttempt(RECEIVED, now, failed));
  }

  @Test
  void noticesAreCounted() {
    assertEquals(0, SCHEDULE.noticesDue(RECEIVED, RECEIVED.plus(Duration.ofHours(23))));
    assertEquals(1, SCHEDULE.noticesDue(RECEIVED, RECEIVED.plus(Duration.ofDays(1))));
    assertEquals(2, SCHEDULE.noticesDue(RECEIVED, RECEIVED.plus(Duration.ofDays(4))));
  }

  @Test
  void scheduleIsReadFromTheConfiguration() {
    var schedule =
        QueueSettings.schedule(
            Configuration.of(
                """
                [queue.schedule]
                retry = ["1m", "10m"]
                notify = "4h"
                expire = "2d"
                """,
                QueueSettings.class));
    assertEquals(List.of(Duration.ofMinutes(1), Duration.ofMinutes(10)), schedule.retry());
    assertEquals(List.of(Duration.ofHours(4)), schedule.notices());
    assertEquals(Duration.ofDays(2), schedule.expire());
  }

  @Test
  void thereIsAlwaysAWaitingTime() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Schedule(List.of(), List.of(), Duration.ofDays(1)));
  }
}
