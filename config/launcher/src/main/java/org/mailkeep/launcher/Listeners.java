package org.mailkeep.launcher;

import java.util.List;

/// What listens, as the configuration says it.
record Listeners(List<Listener> all) {

  private static final String LOOPBACK = "127.0.0.1";

  Listeners {
    all = List.copyOf(all);
  }

  /// Reads an instance's configuration.
  static Listeners of(InstanceFolder instance) {
    return new Listeners(
        List.of(
            new Listener("smtp", "smtp", LOOPBACK, 10025, false),
            new Listener("submission", "smtp", LOOPBACK, 10587, false),
            new Listener("submissions", "smtp", LOOPBACK, 10465, true),
            new Listener("lmtp", "lmtp", LOOPBACK, 10024, false),
            new Listener("imap", "imap", LOOPBACK, 10143, false),
            new Listener("imaptls", "imap", LOOPBACK, 10993, true),
            new Listener("http", "http", LOOPBACK, 18080, false),
            new Listener("https", "https", LOOPBACK, 10443, true)));
  }

  /// Those of the application server.
  List<Listener> http() {
    return all.stream().filter(Listener::isHttp).toList();
  }
}
