package org.mailkeep.queue;

import java.time.Duration;
import java.util.List;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueTypes;

/// The settings `queue.schedule.*` and `queue.limits.*`.
public final class QueueSettings {
  /// Waiting times between attempts.
  public static final Setting<List<Duration>> RETRY =
      Setting.list("queue.schedule.retry", ValueTypes.DURATION_TYPE)
          .or(minutes(2, 5, 10, 15, 30, 60, 120))
          .says(
              "Waiting times before each further attempt to deliver; the last one is repeated until"
                  + " the message expires.");

  /// Times of delay reports.
  public static final Setting<List<Duration>> NOTIFY =
      Setting.list("queue.schedule.notify", ValueTypes.DURATION_TYPE)
          .or(List.of(Duration.ofDays(1), Duration.ofDays(3)))
          .says("How long a message waits before its sender is told that it is delayed.");

  /// The time of failure.
  public static final Setting<Duration> EXPIRE =
      Setting.duration("queue.schedule.expire")
          .or(Duration.ofDays(5))
          .says("How long a message waits before it is returned to its sender.");

  /// Filing at once.
  public static final Setting<Integer> LOCAL_DELIVERIES =
      Setting.integer("queue.limits.local-deliveries", 1, 10_000)
          .or(64)
          .onRestart()
          .says("Messages that are filed in local mailboxes at once.");

  /// Sending at once.
  public static final Setting<Integer> REMOTE_DELIVERIES =
      Setting.integer("queue.limits.remote-deliveries", 1, 100_000)
          .or(200)
          .onRestart()
          .says("Attempts to deliver to other servers that run at once.");

  /// Sending at once to one place.
  public static final Setting<Integer> PER_DESTINATION =
      Setting.integer("queue.limits.per-destination", 1, 10_000)
          .or(10)
          .onRestart()
          .says("Attempts to deliver to one domain or relay that run at once.");

  /// Memory for messages on their way.
  public static final Setting<DataSize> MEMORY =
      Setting.size("queue.limits.memory")
          .or(new DataSize(64L << 20))
          .onRestart()
          .says(
              "Memory for accepted messages on the way to their first attempt. Messages beyond it"
                  + " wait in the store.");

  /// Recipients of one message.
  public static final Setting<Integer> RECIPIENTS =
      Setting.integer("queue.limits.recipients", 1, 100_000)
          .or(10_000)
          .onRestart()
          .says("Recipients that one message may have after lists and aliases were expanded.");

  private QueueSettings() {}

  /// The schedule that is configured.
  public static Schedule schedule(Configuration configuration) {
    return new Schedule(
        configuration.get(RETRY), configuration.get(NOTIFY), configuration.get(EXPIRE));
  }

  /// The limits that are configured.
  public static QueueLimits limits(Configuration configuration) {
    return new QueueLimits(
        configuration.get(LOCAL_DELIVERIES),
        configuration.get(REMOTE_DELIVERIES),
        configuration.get(PER_DESTINATION),
        configuration.get(MEMORY),
        configuration.get(RECIPIENTS));
  }

  private static List<Duration> minutes(Integer... minutes) {
    return List.of(minutes).stream().map(Duration::ofMinutes).toList();
  }
}
