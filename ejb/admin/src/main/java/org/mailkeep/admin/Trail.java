package org.mailkeep.admin;

import org.mailkeep.store.api.outbox.AuditChange;

/// Takes into the audit trail what changes nothing in the data store, on behalf of the thread's
/// [org.mailkeep.kernel.Actor]. What does change something there is told by the commit itself.
/// Never throws.
@FunctionalInterface
public interface Trail {
  /// Tells of a change that was made.
  void note(AuditChange change);

  /// Nobody wants to know.
  static Trail none() {
    return _ -> {};
  }
}
