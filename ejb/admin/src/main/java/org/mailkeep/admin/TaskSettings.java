package org.mailkeep.admin;

import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;

/// Settings of long-running operations.
public final class TaskSettings {
  /// How many run.
  public static final Setting<Integer> RUNNING =
      Setting.integer("task.limits.running", 1, 1_000)
          .or(4)
          .onRestart()
          .says("Long operations that administrators start which run at once; more are refused.");

  /// How many are remembered.
  public static final Setting<Integer> KEPT =
      Setting.integer("task.limits.kept", 1, 100_000)
          .or(100)
          .onRestart()
          .says("Long operations that have ended and are still listed; older ones are forgotten.");

  private TaskSettings() {}

  /// Reads the limits.
  public static Tasks.Limits limits(Configuration configuration) {
    return new Tasks.Limits(configuration.get(RUNNING), configuration.get(KEPT));
  }
}
