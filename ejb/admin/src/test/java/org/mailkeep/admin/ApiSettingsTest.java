package org.mailkeep.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.mailkeep.admin.ApiSettings.ApiLimits;
import org.mailkeep.settings.Configuration;

class ApiSettingsTest {
  @Test
  void requestsAreBoundedAndMetricsShownToThisMachine() {
    assertEquals(new ApiLimits(1 << 20, 1_000, true, true), limits(""));
  }

  @Test
  void everyLimitCanBeSet() {
    var toml =
        """
        api.max-request-size = "64k"
        metrics.prometheus = { enable = false, loopback = false }
        """;
    assertEquals(new ApiLimits(64 << 10, 1_000, false, false), limits(toml));
  }

  private static ApiLimits limits(String toml) {
    return ApiSettings.limits(Configuration.of(toml, ApiSettings.class));
  }
}
