package org.mailkeep.telemetry;

/// Where events go. Safe for many threads; never blocks on a peer or a disk, never throws.
@FunctionalInterface
public interface Events {

  /// Tells whoever listens.
  void emit(Event event);

  /// Nobody listens.
  static Events none() {
    return _ -> {};
  }

  /// Tells each of these, in this order.
  static Events to(Events... listeners) {
    var all = listeners.clone();
    return event -> {
      for (Events listener : all) {
        listener.emit(event);
      }
    };
  }
}
