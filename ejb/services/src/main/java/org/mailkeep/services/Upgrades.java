package org.mailkeep.services;

import java.util.List;
import org.mailkeep.store.api.Schema;

/// The forms that records had, from this project's first on. A step is never changed or taken out
/// once a release has run it; CONTRIBUTING says how to add one.
final class Upgrades {
  /// What this server writes, and how it reads what older ones wrote.
  static final Schema SCHEMA = new Schema(List.of());

  private Upgrades() {}
}
