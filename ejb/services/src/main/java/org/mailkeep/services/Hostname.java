package org.mailkeep.services;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.Configuration;
import org.mailkeep.wire.transport.TransportSettings;

/// The server's own name.
final class Hostname {
  private Hostname() {}

  /// The configured one, or the machine's, or `localhost` when that is no domain name.
  static String of(Configuration configuration) {
    return configuration.find(TransportSettings.HOSTNAME).orElseGet(Hostname::machine);
  }

  private static String machine() {
    try {
      return DomainName.parse(InetAddress.getLocalHost().getCanonicalHostName())
          .map(DomainName::ascii)
          .orElse("localhost");
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
