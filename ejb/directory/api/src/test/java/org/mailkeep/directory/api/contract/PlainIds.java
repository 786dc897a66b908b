package org.mailkeep.directory.api.contract;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.foreign.AccountIds;
import org.mailkeep.directory.api.foreign.KnownAccount;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.AccountId;

/// Ids in memory.
public final class PlainIds implements AccountIds {
  private final Map<String, KnownAccount> known = new LinkedHashMap<>();
  private long last;

  @Override
  public synchronized AccountId of(String directory, Identity identity) {
    KnownAccount before = known.get(directory + '\0' + identity.key());
    AccountId id = before == null ? new AccountId(++last) : before.id();
    known.put(
        directory + '\0' + identity.key(),
        new KnownAccount(id, directory, identity, Instant.EPOCH));
    return id;
  }

  @Override
  public synchronized @Nullable KnownAccount whose(AccountId id) {
    return known.values().stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
  }

  @Override
  public synchronized List<KnownAccount> called(String login) {
    return known.values().stream().filter(one -> one.identity().name().equals(login)).toList();
  }

  @Override
  public synchronized boolean forget(AccountId id) {
    return known.values().removeIf(one -> one.id().equals(id));
  }
}
