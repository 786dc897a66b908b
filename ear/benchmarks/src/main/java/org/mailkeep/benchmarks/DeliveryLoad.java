package org.mailkeep.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The whole server with a kind of store as its only one, or for messages what is no store of data:
/// SMTP to mailbox, 1 KiB, ten sessions.
///
/// @param house the checkout
/// @param messages that are measured
record DeliveryLoad(Path house, int messages) {
  private static final int OCTETS = 1024;
  private static final int SESSIONS = 10;

  String name() {
    return "delivery, 1 KiB, " + SESSIONS + " sessions";
  }

  /// Runs it.
  ///
  /// @param instance a new folder
  List<Result> run(StoreKind.Running store, Path instance) throws Exception {
    var system = new Mailkeep(house, instance, store.settings());
    system.start();
    try {
      Result found = new SmtpLoad(OCTETS, SESSIONS, messages, messages / 2).run(system).getFirst();
      var result = new Result(name(), store.kind().title(), Map.of());
      for (String figure : List.of("delivered msg/s", "CPU ms/msg", "accept p99 ms")) {
        result = result.with(figure, found.figure(figure));
      }
      return List.of(result);
    } finally {
      system.stop();
    }
  }
}
