package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.USER;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.auth.Permission;
import org.mailkeep.history.AuditQuery;
import org.mailkeep.history.DeliveryQuery;
import org.mailkeep.history.History;
import org.mailkeep.history.Intake;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.api.outbox.Outbox;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.telemetry.Events;

/// Reading the history when one may not, when one asks for nonsense, and when its database is away.
class HistoryOperationsTest {
  private final TestClock clock = new TestClock();
  private final DataStore store = new DataStore(new MemoryBackend());
  private final History history = new History(away());
  private final HistoryOperations operations =
      new HistoryOperations(
          history,
          new Intake(
              store, history, new Intake.Rules(10, Duration.ofSeconds(1)), clock, Events.none()));

  @AfterEach
  void close() {
    history.close();
  }

  private static DataSource away() {
    return (DataSource)
        Proxy.newProxyInstance(
            HistoryOperationsTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, _, _) -> {
              throw new SQLException("away");
            });
  }

  @Test
  void itTakesAPermission() {
    House.assertNeeds(
        Permission.HISTORY_LIST, operations.audit(USER, AuditQuery.ALL, PageQuery.FIRST));
    House.assertNeeds(
        Permission.HISTORY_LIST, operations.deliveries(USER, DeliveryQuery.ALL, PageQuery.FIRST));
  }

  @Test
  void nonsenseIsRefused() {
    for (PageQuery page :
        new PageQuery[] {
          new PageQuery("", "", 0, 10), new PageQuery("", "", 1, 0), new PageQuery("x", "", 1, 1)
        }) {
      assertInstanceOf(Outcome.Invalid.class, operations.audit(ADMIN, AuditQuery.ALL, page));
    }
  }

  @Test
  void withoutItsDatabaseItIsNotThereNow() {
    store.write((_, batch) -> {
      new Outbox(clock, Chance.secure()).add(batch, AuditChange.of("create", "domain", "a", "a"));
      return store;
    });
    assertInstanceOf(
        Outcome.Unavailable.class, operations.audit(ADMIN, AuditQuery.ALL, PageQuery.FIRST));
    assertInstanceOf(
        Outcome.Unavailable.class,
        operations.deliveries(ADMIN, DeliveryQuery.ALL, PageQuery.FIRST));
  }
}
