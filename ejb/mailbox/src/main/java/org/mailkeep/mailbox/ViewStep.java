package org.mailkeep.mailbox;

import org.jspecify.annotations.Nullable;

/// One link of the chain of changes that made each view of a mailbox out of the one before. An old
/// view follows the chain to learn what changed without comparing all messages. The chain breaks
/// now and then, so that a session that never looks keeps no endless list alive.
final class ViewStep {
  private static final int LENGTH = 1024;

  private final int number;
  private final int[] expunged;
  private final int[] changed;
  private volatile @Nullable ViewStep next;

  private ViewStep(int number, int[] expunged, int[] changed) {
    this.number = number;
    this.expunged = expunged;
    this.changed = changed;
  }

  /// The step of a view that was loaded.
  static ViewStep first() {
    return new ViewStep(0, new int[0], new int[0]);
  }

  /// The step from here to a new view. UIDs ascend.
  ViewStep then(int[] gone, int[] different) {
    ViewStep step = new ViewStep(number + 1, gone, different);
    if (step.number % LENGTH != 0) {
      next = step;
    }
    return step;
  }

  /// What all steps after an older one up to this did to the messages of the older view; null when
  /// the chain does not lead here.
  @Nullable ViewDelta since(ViewStep older, MailboxView view) {
    ViewDelta.Builder delta = new ViewDelta.Builder();
    int uidNext = view.status().uidNext();
    for (ViewStep at = older; at != this; ) {
      at = at.next;
      if (at == null) {
        return null;
      }
      for (int uid : at.expunged) {
        if (uid < uidNext) {
          delta.expunged(uid);
        }
      }
      for (int uid : at.changed) {
        if (uid < uidNext) {
          delta.changed(uid);
        }
      }
    }
    return delta.build();
  }
}
