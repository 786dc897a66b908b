package org.mailkeep.admin;

import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;

/// Settings of the REST API and of what is shown to monitoring.
public final class ApiSettings {
  /// Size of a request.
  public static final Setting<DataSize> MAX_REQUEST_SIZE =
      Setting.size("api.max-request-size")
          .orText("1m")
          .says("Size of the body of a request to the REST API; a larger one is refused.");

  /// Entries of one request.
  public static final Setting<Integer> MAX_PRINCIPALS =
      Setting.integer("api.max-principals", 1, 10_000)
          .or(1_000)
          .says("Entries of the directory that one request may make or remove.");

  /// Whether metrics are shown.
  public static final Setting<Boolean> METRICS =
      Setting.bool("metrics.prometheus.enable")
          .or(true)
          .says("Whether `/metrics` shows metrics in the format of Prometheus.");

  /// Whether metrics are shown to this machine without a login.
  public static final Setting<Boolean> METRICS_ON_LOOPBACK =
      Setting.bool("metrics.prometheus.loopback")
          .or(true)
          .says(
              "Whether clients on this machine read `/metrics` without logging in; a request that"
                  + " a proxy passes on is never taken for one of them.");

  private ApiSettings() {}

  /// The limits of the HTTP interfaces.
  ///
  /// @param maxRequestSize octets of a request's body
  /// @param mostPrincipals entries of the directory that one request makes or removes
  /// @param metrics whether they are shown
  /// @param metricsOnLoopback whether this machine reads them without a login
  public record ApiLimits(
      long maxRequestSize, int mostPrincipals, boolean metrics, boolean metricsOnLoopback) {}

  /// Reads the limits.
  public static ApiLimits limits(Configuration configuration) {
    return new ApiLimits(
        configuration.get(MAX_REQUEST_SIZE).bytes(),
        configuration.get(MAX_PRINCIPALS),
        configuration.get(METRICS),
        configuration.get(METRICS_ON_LOOPBACK));
  }
}
