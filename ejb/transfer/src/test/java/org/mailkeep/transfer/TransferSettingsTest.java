package org.mailkeep.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mailkeep.settings.Configuration;

class TransferSettingsTest {
  @Test
  void valuesAreTaken() {
    var configuration =
        Configuration.of(
            """
            [transfer.import]
            max-message-size = "5m"
            timeout.connect = "7s"
            timeout.answer = "9s"
            """,
            TransferSettings.class);
    assertEquals(5 << 20, TransferSettings.message(configuration));
    assertEquals(
        new ImapImport.Times(Duration.ofSeconds(7), Duration.ofSeconds(9)),
        TransferSettings.times(configuration));
  }

  @Test
  void theUsualOnes() {
    var configuration = Configuration.of("", TransferSettings.class);
    assertEquals(100 << 20, TransferSettings.message(configuration));
    assertEquals(
        new ImapImport.Times(Duration.ofSeconds(30), Duration.ofMinutes(2)),
        TransferSettings.times(configuration));
  }
}
