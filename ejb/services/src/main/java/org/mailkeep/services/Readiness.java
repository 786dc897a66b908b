package org.mailkeep.services;

import java.util.List;

/// Whether mail can flow.
///
/// @param reasons what keeps the server from being ready, readable; empty when it is ready
/// @param lasting whether waiting will not help: an operator has to do something
public record Readiness(List<String> reasons, boolean lasting) {

  /// Mail can flow.
  public static final Readiness READY = new Readiness(List.of());

  public Readiness {
    reasons = List.copyOf(reasons);
  }

  /// Reasons that may pass; none when mail can flow.
  public Readiness(List<String> reasons) {
    this(reasons, false);
  }

  /// Mail cannot flow yet, for this reason.
  public static Readiness waitingFor(String reason) {
    return new Readiness(List.of(reason));
  }

  /// The server cannot start, for these reasons.
  public static Readiness failed(List<String> reasons) {
    return new Readiness(reasons, true);
  }

  /// Whether nothing is missing.
  public boolean ready() {
    return reasons.isEmpty();
  }
}
