package org.mailkeep.imap;

import org.mailkeep.auth.RequestWindow;

/// How much one account uses IMAP now. Lives as long as it has sessions. Safe for many threads.
final class AccountUse {
  private final RequestWindow requests = new RequestWindow();
  private int sessions;

  /// A session begins, unless there are as many already.
  synchronized boolean enter(int most) {
    if (sessions >= most) {
      return false;
    }
    sessions++;
    return true;
  }

  /// A session ends.
  ///
  /// @return whether it was the last one
  synchronized boolean leave() {
    return --sessions == 0;
  }

  /// Its requests, over all sessions.
  RequestWindow requests() {
    return requests;
  }
}
