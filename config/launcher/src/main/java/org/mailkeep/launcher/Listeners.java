package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/// What listens, as the configuration says it.
///
/// @param console where the server console listens, on loopback
/// @param all Mailkeep's own
record Listeners(int console, List<Listener> all) {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Pattern OFFSET =
      Pattern.compile("(?m)^\\s*(?:server\\.)?port-offset\\s*=\\s*(\\d{1,5})");

  Listeners {
    all = List.copyOf(all);
  }

  /// Reads an instance's configuration.
  static Listeners of(InstanceFolder instance) throws IOException {
    int offset = 10_000;
    if (Files.exists(instance.configuration())) {
      var given = OFFSET.matcher(Files.readString(instance.configuration()));
      offset = given.find() ? Integer.parseInt(given.group(1)) : offset;
    }
    return new Listeners(
        4848 + offset,
        List.of(
            new Listener("smtp", "smtp", LOOPBACK, 25 + offset, false),
            new Listener("submission", "smtp", LOOPBACK, 587 + offset, false),
            new Listener("submissions", "smtp", LOOPBACK, 465 + offset, true),
            new Listener("lmtp", "lmtp", LOOPBACK, 24 + offset, false),
            new Listener("imap", "imap", LOOPBACK, 143 + offset, false),
            new Listener("imaptls", "imap", LOOPBACK, 993 + offset, true),
            new Listener("http", "http", LOOPBACK, 8080 + offset, false),
            new Listener("https", "https", LOOPBACK, 443 + offset, true)));
  }

  /// Those of the application server.
  List<Listener> http() {
    return all.stream().filter(Listener::isHttp).toList();
  }
}
