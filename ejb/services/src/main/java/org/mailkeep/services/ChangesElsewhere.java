package org.mailkeep.services;

import org.mailkeep.auth.Authority;
import org.mailkeep.auth.Sessions;
import org.mailkeep.directory.internal.InternalDirectory;
import org.mailkeep.kernel.AccountId;

/// What other nodes change in the directory, for those who are logged in here.
record ChangesElsewhere(Sessions sessions, Authority authority)
    implements InternalDirectory.Follower {
  @Override
  public void changed() {
    authority.reconsider();
  }

  @Override
  public void ended(AccountId account) {
    sessions.end(account);
  }

  @Override
  public void allEnded() {
    sessions.endAll();
  }
}
