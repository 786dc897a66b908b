package org.mailkeep.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.ChangeListener;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.MailAccounts;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.mailbox.Share;
import org.mailkeep.store.api.StoreException;

/// Mail that is only a number, and a record of what was erased.
final class RecordedMail implements MailAccounts {
  final List<AccountId> erased = new ArrayList<>();
  boolean down;

  @Override
  public MailAccount open(AccountId account) {
    throw new UnsupportedOperationException("no operation opens mail");
  }

  @Override
  public MailAccount open(AccountId account, AccountId reader) {
    throw new UnsupportedOperationException("no operation opens mail");
  }

  @Override
  public Collection<Share> sharedWith(Collection<AccountId> grantees) {
    throw new UnsupportedOperationException("no operation looks at rights");
  }

  @Override
  public void erase(AccountId account) {
    check();
    erased.add(account);
  }

  @Override
  public void forgetChanges(AccountId account, Instant before) {
    check();
  }

  @Override
  public Quota quota(AccountId account) {
    check();
    return new Quota(0, 0, 4_096, 3);
  }

  @Override
  public Quota quota(AccountId account, Quota.Limits limits) {
    return quota(account);
  }

  @Override
  public ChangeListener.Registration listen(ChangeListener listener) {
    return () -> {};
  }

  private void check() {
    if (down) {
      throw new StoreException.Unavailable("mail is down");
    }
  }
}
