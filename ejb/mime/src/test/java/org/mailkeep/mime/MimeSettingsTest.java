package org.mailkeep.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.mailkeep.settings.Configuration;

class MimeSettingsTest {
  private static MimeLimits limits(String toml) {
    return MimeSettings.limits(Configuration.of(toml, MimeSettings.class));
  }

  @Test
  void limitsAreSettings() {
    assertEquals(MimeLimits.DEFAULT, limits(""));
    assertEquals(
        new MimeLimits(3, 4, 50, 2048, 1024),
        limits(
            """
            [message.limits]
            depth = 3
            parts = 4
            header-fields = 50
            header-size = "2k"
            field-size = "1k"
            """));
    assertEquals(1 << 20, limits("message.limits.field-size = \"1g\"").fieldBytes());
    assertThrows(IllegalArgumentException.class, () -> limits("message.limits.depth = 0"));
    assertThrows(IllegalArgumentException.class, () -> new MimeLimits(0, 1, 1, 1, 80));
  }
}
