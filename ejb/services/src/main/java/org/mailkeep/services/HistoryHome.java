package org.mailkeep.services;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.mailkeep.admin.TaskReport;
import org.mailkeep.admin.Trail;
import org.mailkeep.history.History;
import org.mailkeep.history.HistorySettings;
import org.mailkeep.history.Intake;
import org.mailkeep.kernel.Actor;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Progress;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.outbox.Outbox;
import org.mailkeep.store.api.spi.CommitQueue;
import org.mailkeep.store.sql.SqlConfig;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.HistoryEvent;

/// The history with its database, and who brings entries there.
///
/// @param trail takes what changes nothing in the data store
record HistoryHome(
    History history,
    Intake intake,
    Clockwork clockwork,
    Trail trail,
    Supplier<Configuration> now,
    InstantSource clock,
    Runnable end)
    implements AutoCloseable {
  private static final String POOL = "of-the-history";
  private static final SqlConfig.Pool SIZES =
      new SqlConfig.Pool(4, 0, Duration.ofMinutes(5), Duration.ofHours(1));
  private static final Duration WAIT = Duration.ofSeconds(10);

  /// What it stands on.
  ///
  /// @param home the instance's folder
  record Ground(Path home, DataStore data, InstantSource clock, Events events) {}

  /// Opens what is configured; the database need not be there now.
  ///
  /// @param now the configuration in force
  /// @throws StoreException when the server does not have the pool
  static HistoryHome open(Configuration configuration, Ground ground, Supplier<Configuration> now) {
    String name = configuration.get(HistorySettings.DATA_SOURCE);
    LatePool pool =
        name.isEmpty() ? new LatePool(() -> SqlPools.writing(file(ground.home()))) : named(name);
    var history = new History(pool);
    var intake =
        new Intake(
            ground.data(),
            history,
            HistorySettings.intake(configuration),
            ground.clock(),
            ground.events());
    return new HistoryHome(
        history,
        intake,
        new Clockwork(intake::tick, ground.clock(), Threads.platform("mailkeep-history-")),
        trail(ground),
        now,
        ground.clock(),
        pool::close);
  }

  private static LatePool named(String name) {
    var theirs =
        new SqlPools.Lease(SqlPools.named(HistorySettings.DATA_SOURCE.key(), name), () -> {});
    return new LatePool(() -> theirs);
  }

  private static SqlConfig file(Path home) {
    return new SqlConfig(
        POOL,
        SqlConfig.Kind.SQLITE,
        new SqlConfig.File(home.resolve("history").resolve("history.sqlite")),
        SIZES,
        WAIT,
        new CommitQueue(1, WAIT),
        List.of());
  }

  private static Trail trail(Ground ground) {
    var outbox = new Outbox(ground.clock(), Chance.secure());
    return change -> {
      try {
        ground
            .data()
            .write((_, batch) -> {
              outbox.add(batch, change);
              return change;
            });
      } catch (StoreException e) {
        ground
            .events()
            .emit(
                new HistoryEvent.Missed(
                    change.operation(),
                    change.kind(),
                    change.name(),
                    Actor.current().name(),
                    String.valueOf(e.getMessage())));
      }
    };
  }

  /// Begins to bring entries to the database.
  void begin() {
    clockwork.start();
  }

  /// Why entries wait.
  List<String> complaints() {
    return intake.complaint().stream().toList();
  }

  /// Removes what is older than it is to be kept.
  TaskReport purge(Progress progress) {
    Instant today = clock.instant();
    Configuration configuration = now.get();
    Instant audit = today.minus(configuration.get(HistorySettings.AUDIT_RETENTION));
    Instant deliveries = today.minus(configuration.get(HistorySettings.DELIVERY_RETENTION));
    return TaskReport.of(
        Map.of(
            "audit", history.purgeAudit(audit, progress),
            "deliveries", history.purgeDeliveries(deliveries, progress)));
  }

  @Override
  public void close() {
    clockwork.close();
    try {
      history.close();
    } finally {
      end.run();
    }
  }
}
