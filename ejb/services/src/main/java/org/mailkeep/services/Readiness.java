package org.mailkeep.services;

import java.util.List;

/// Whether mail can flow.
///
/// @param reasons what keeps the server from being ready, readable; empty when it is ready
public record Readiness(List<String> reasons) {

  /// Mail can flow.
  public static final Readiness READY = new Readiness(List.of());

  public Readiness {
    reasons = List.copyOf(reasons);
  }

  /// Mail cannot flow, for this reason.
  public static Readiness waitingFor(String reason) {
    return new Readiness(List.of(reason));
  }

  /// Whether nothing is missing.
  public boolean ready() {
    return reasons.isEmpty();
  }
}
