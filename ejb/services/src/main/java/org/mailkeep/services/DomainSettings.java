package org.mailkeep.services;

import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.wire.transport.TransportSettings;

/// Settings of the application server around us, where `config/mailkeep` made its domain.
public final class DomainSettings {

  private static final int TRIAL_OFFSET = 10_000;

  /// Where the server console listens.
  public static final Setting<Integer> CONSOLE_PORT =
      Setting.integer("server.console.port", 1, 65_535)
          .or(4848)
          .onRestart()
          .says(
              "Port of the application server's own console on loopback, before"
                  + " server.port-offset is added (10000 when that is not set).");

  private DomainSettings() {}

  /// The console's port with the offset.
  public static int consolePort(Configuration configuration) {
    return configuration.get(CONSOLE_PORT)
        + configuration.find(TransportSettings.PORT_OFFSET).orElse(TRIAL_OFFSET);
  }
}
