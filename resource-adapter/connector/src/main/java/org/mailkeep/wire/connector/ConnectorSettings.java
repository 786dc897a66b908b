package org.mailkeep.wire.connector;

import java.time.Duration;
import org.mailkeep.settings.Setting;

/// Settings of the way from the wire to the beans.
public final class ConnectorSettings {
  /// Endpoints that the container's pools hold; `glassfish-ejb-jar.xml` has the same number.
  static final int POOL = 512;

  /// How many commands run at once.
  public static final Setting<Integer> MAX_COMMANDS =
      Setting.integer("server.max-commands", 1, POOL - 8)
          .or(256)
          .says("Commands of one protocol that run at once; more wait.");

  /// How long a command waits for its turn.
  public static final Setting<Duration> COMMAND_WAIT =
      Setting.duration("server.command-wait")
          .or(Duration.ofSeconds(30))
          .says("How long a command waits for its turn before it fails for now.");

  private ConnectorSettings() {}
}
