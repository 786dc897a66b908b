package org.mailkeep.services;

import java.nio.file.Path;
import java.time.InstantSource;
import org.mailkeep.settings.Configuration;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.Logs;
import org.mailkeep.telemetry.Metrics;
import org.mailkeep.telemetry.TelemetrySettings;

/// Where events go: the logs and the meters.
///
/// @param events to emit to
/// @param metrics to scrape
record Telemetry(Events events, Metrics metrics, Logs logs) implements AutoCloseable {
  /// Opens what is configured.
  static Telemetry open(Configuration configuration, Path instance, InstantSource clock) {
    var logs = new Logs(clock, TelemetrySettings.logs(configuration, instance));
    var metrics = new Metrics();
    return new Telemetry(Events.to(logs, metrics), metrics, logs);
  }

  @Override
  public void close() {
    logs.close();
    metrics.close();
  }
}
