package org.mailkeep.mailbox;

/// Which messages leave a mailbox, and what stays of those that are in no other.
enum Removal {
  /// Those with `\Deleted`; they can be restored for a while.
  FLAGGED(false, true),
  /// All of them; they can be restored for a while.
  ALL(true, true),
  /// All of them, and nothing stays: of an account that goes, or of a copy that failed.
  TRACELESS(true, false);

  private final boolean all;
  private final boolean restorable;

  Removal(boolean all, boolean restorable) {
    this.all = all;
    this.restorable = restorable;
  }

  /// Whether a message goes.
  boolean concerns(Chunk.Row row) {
    return all || row.flags().has(SystemFlag.DELETED);
  }

  /// Whether messages can be restored, where the server keeps them at all.
  boolean isRestorable() {
    return restorable;
  }
}
