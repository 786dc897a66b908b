package org.mailkeep.queue;

import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;

/// The settings `report.dsn.*`.
public final class ReportSettings {
  /// Whom people see.
  public static final Setting<String> FROM_NAME =
      Setting.constant("report.dsn.from-name")
          .or("Mail Delivery Subsystem")
          .says("The name in the From field of delivery reports.");

  /// Whom answers reach.
  public static final Setting<String> FROM_ADDRESS =
      Setting.constant("report.dsn.from-address")
          .unsetMeans("`MAILER-DAEMON` at the server's name")
          .says("The address in the From field of delivery reports.");

  /// How much is returned.
  public static final Setting<DataSize> MAX_RETURNED =
      Setting.size("report.dsn.max-returned-size")
          .or(new DataSize(1 << 20))
          .says(
              "The largest message that is returned whole to a sender who wants that; of a larger"
                  + " one only the header is.");

  private ReportSettings() {}

  /// The rules that are configured.
  ///
  /// @param host this server's name
  public static ReportRules rules(Configuration configuration, DomainName host) {
    Address from =
        configuration
            .find(FROM_ADDRESS)
            .flatMap(Address::parse)
            .orElse(new Address("MAILER-DAEMON", host));
    return new ReportRules(
        host, configuration.get(FROM_NAME), from, configuration.get(MAX_RETURNED));
  }
}
