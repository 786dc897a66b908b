package org.mailkeep.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailkeep.admin.LastRun;
import org.mailkeep.admin.Maintenance;
import org.mailkeep.kernel.Cron;

class StoreViewTest {
  private static final Instant TIME = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void aPurgeIsShownWithItsScheduleAndLastRun() {
    Cron hourly = Cron.parse("15 * *").orElseThrow();
    var run =
        new LastRun(
            1, "boss", TIME, TIME.plusSeconds(2), LastRun.State.DONE, "", Map.of("deleted", 3L));
    var jobs =
        List.of(
            new Maintenance.JobState("blob", hourly, run, TIME),
            new Maintenance.JobState("lookup", hourly, null, TIME));
    assertEquals(
        """
        [{"kind":"blob","schedule":"15 * *","next":"2026-11-22T12:00:00Z","last":{"by":"boss",\
        "state":"done","started":"2026-11-22T12:00:00Z","message":"","counts":{"deleted":3},\
        "ended":"2026-11-22T12:00:02Z"}},{"kind":"lookup","schedule":"15 * *",\
        "next":"2026-11-22T12:00:00Z"}]\
        """,
        StoreView.purges(jobs).toString());
  }
}
