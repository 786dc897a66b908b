package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.store.api.StoreException;

final class DirectoryQuotasTest {
  private static final AccountId ID = new AccountId(1);

  private static Answer<Account> found(Account.Quota quota) {
    return new Answer.Found<>(new Account(ID, "jane", "", null, quota, Set.of("user"), true));
  }

  private static Quota.Limits limits(Answer<Account> answer) {
    return new DirectoryQuotas(_ -> answer).of(ID);
  }

  @Test
  void areWhatTheDirectorySays() {
    assertEquals(new Quota.Limits(1000, 10), limits(found(new Account.Quota(1000, 10))));
    assertEquals(new Quota.Limits(1000, 0), limits(found(Account.Quota.ofBytes(1000))));
    assertEquals(Quota.Limits.NONE, limits(found(Account.Quota.UNLIMITED)));
    assertEquals(Quota.Limits.NONE, limits(new Answer.Unknown<>()));
  }

  @Test
  void areUnknownWhileTheDirectoryIsAway() {
    assertThrows(
        StoreException.Unavailable.class, () -> limits(new Answer.Unavailable<>("it is down")));
  }
}
