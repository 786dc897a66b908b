package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.USER;
import static org.mailkeep.admin.House.value;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataLookupStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Verification;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.Events;

class StoreOperationsTest {
  private final TestClock clock = new TestClock();
  private final Tasks tasks =
      new Tasks(
          new Tasks.Limits(4, 10),
          Thread.ofVirtual().factory(),
          clock,
          Trail.none(),
          Events.none());
  private final List<String> mended = new ArrayList<>();
  private final StoreOperations stores = new StoreOperations(none(), tasks, List.of(this::check));

  @AfterEach
  void close() {
    tasks.close();
  }

  private Maintenance none() {
    var data = new DataStore(new MemoryBackend());
    var lookups = new DataLookupStore(data, Chance.secure(), clock);
    return new Maintenance(
        List.of(),
        new Maintenance.Ground(
            data, lookups, Duration.ofMinutes(1), clock, Thread.ofVirtual().factory()),
        tasks);
  }

  private void check(Verification verification) {
    verification.looked("things", 7);
    verification.found("a check", "thing 1", "is crooked", () -> mended.add("thing 1"));
    verification.found("a check", "thing 2", "was crooked", () -> false);
    if (verification.deep()) {
      verification.lost("a check", "thing 3", "is gone");
    }
  }

  @Test
  void faultsAreReportedAndNothingIsChanged() throws Exception {
    TaskReport report = report(value(stores.verify(ADMIN, false, true)));
    assertEquals(
        List.of(
            List.of("a check", "thing 1", "is crooked", "found"),
            List.of("a check", "thing 2", "was crooked", "found"),
            List.of("a check", "thing 3", "is gone", "beyond repair")),
        report.rows());
    assertEquals(2, report.counts().get("found"));
    assertEquals(1, report.counts().get("beyond repair"));
    assertEquals(7, report.counts().get("things"));
    assertEquals(List.of(), mended);
  }

  @Test
  void whatIsMendedIsReportedAndWhatWasNoFaultAnyMoreIsNot() throws Exception {
    TaskReport report = report(value(stores.verify(ADMIN, true, false)));
    assertEquals(List.of(List.of("a check", "thing 1", "is crooked", "mended")), report.rows());
    assertEquals(List.of("thing 1"), mended);
  }

  @Test
  void ofManyFaultsTheFirstAreShownAndAllAreCounted() throws Exception {
    var many =
        new StoreOperations(
            none(),
            tasks,
            List.of(verification -> {
              for (int i = 0; i < 5_000; i++) {
                verification.lost("a check", "thing " + i, "is gone");
              }
            }));
    TaskReport report = report(value(many.verify(ADMIN, false, false)));
    assertEquals(1_000, report.rows().size());
    assertEquals(5_000, report.counts().get("beyond repair"));
  }

  @Test
  void eachOperationNeedsItsPermission() {
    House.assertNeeds(Permission.STORE_VERIFY, stores.verify(USER, false, false));
    House.assertNeeds(Permission.PURGE_START, stores.purge(USER, "blob"));
    House.assertNeeds(Permission.PURGE_LIST, stores.purges(USER));
  }

  private TaskReport report(Task task) throws InterruptedException {
    return tasks.await(task.id(), Duration.ofSeconds(30)).orElseThrow().report();
  }
}
