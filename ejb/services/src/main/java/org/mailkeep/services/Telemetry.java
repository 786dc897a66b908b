package org.mailkeep.services;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.mailkeep.settings.Configuration;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.Log;
import org.mailkeep.telemetry.Metrics;
import org.mailkeep.telemetry.TelemetrySettings;

/// Where events go: the logs and the meters.
///
/// @param events to emit to
/// @param metrics to scrape
record Telemetry(Events events, Metrics metrics, List<Log> logs) implements AutoCloseable {
  /// Opens what is configured.
  static Telemetry open(Configuration configuration, Path instance, InstantSource clock) {
    List<Log> logs =
        TelemetrySettings.logs(configuration, instance).stream()
            .map(settings -> new Log(clock, settings))
            .toList();
    var metrics = new Metrics();
    List<Events> listeners = new ArrayList<>(logs);
    listeners.add(metrics);
    return new Telemetry(Events.to(listeners.toArray(Events[]::new)), metrics, logs);
  }

  @Override
  public void close() {
    logs.forEach(Log::close);
    metrics.close();
  }
}
