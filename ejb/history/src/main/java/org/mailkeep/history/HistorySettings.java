package org.mailkeep.history;

import java.time.Duration;
import java.util.OptionalInt;
import org.mailkeep.kernel.Cron;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;

/// The settings `history.*`.
public final class HistorySettings {
  /// Whose database.
  public static final Setting<String> DATA_SOURCE =
      Setting.text("history.data-source")
          .or("")
          .onRestart()
          .says(
              "The name in JNDI of a JDBC pool of the server, such as `jdbc/history`, to whose"
                  + " database (PostgreSQL, MySQL, MariaDB, H2, SQLite) the audit trail and the"
                  + " delivery history go. Empty for a file of SQLite of the instance's own; more"
                  + " than one node need a database in common.");

  /// How long the audit trail is kept.
  public static final Setting<Duration> AUDIT_RETENTION =
      Setting.duration("history.audit.retention")
          .orText("730d")
          .says("How long lines of the audit trail are kept.");

  /// Whether there is a delivery history.
  public static final Setting<Boolean> DELIVERY =
      Setting.bool("history.delivery.enable")
          .or(false)
          .onRestart()
          .says(
              "Whether the history tells what became of each message for each recipient. It costs a"
                  + " record in the data store and one in the history's database for each.");

  /// How long the delivery history is kept.
  public static final Setting<Duration> DELIVERY_RETENTION =
      Setting.duration("history.delivery.retention")
          .orText("30d")
          .says("How long lines of the delivery history are kept.");

  /// When old lines are removed.
  public static final Setting<Cron> PURGE =
      Setting.schedule("history.purge.frequency")
          .or(new Cron(0, OptionalInt.of(4), OptionalInt.empty()))
          .onRestart()
          .says("When lines that are older than they are to be kept are removed.");

  /// How many at a time.
  public static final Setting<Integer> BATCH =
      Setting.integer("history.batch", 1, 1_000)
          .or(200)
          .onRestart()
          .says("Entries that go from the data store into the history's database at a time.");

  /// How often.
  public static final Setting<Duration> PAUSE =
      Setting.duration("history.pause")
          .orText("5s")
          .onRestart()
          .says(
              "How often it is looked for entries that are to go into the history's database;"
                  + " whoever reads the history has them brought there at once.");

  private HistorySettings() {}

  /// How entries are taken over.
  public static Intake.Rules intake(Configuration configuration) {
    return new Intake.Rules(configuration.get(BATCH), configuration.get(PAUSE));
  }
}
