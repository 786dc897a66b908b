package org.mailkeep.transfer;

import java.time.Duration;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;

/// Settings of imports.
public final class TransferSettings {
  /// Octets of a message.
  public static final Setting<DataSize> MESSAGE =
      Setting.size("transfer.import.max-message-size")
          .orText("100m")
          .onRestart()
          .says(
              "How large a message may be that is imported; larger ones are left out and counted.");

  /// How long a connection takes.
  public static final Setting<Duration> CONNECT =
      Setting.duration("transfer.import.timeout.connect")
          .orText("30s")
          .onRestart()
          .says("How long another server may take to let an import connect and to greet it.");

  /// How long an answer takes.
  public static final Setting<Duration> ANSWER =
      Setting.duration("transfer.import.timeout.answer")
          .orText("2m")
          .onRestart()
          .says("How long another server may take to answer an import, or to send more octets.");

  private TransferSettings() {}

  /// The largest message.
  public static long message(Configuration configuration) {
    return configuration.get(MESSAGE).bytes();
  }

  /// How long another server may take.
  public static ImapImport.Times times(Configuration configuration) {
    return new ImapImport.Times(configuration.get(CONNECT), configuration.get(ANSWER));
  }
}
