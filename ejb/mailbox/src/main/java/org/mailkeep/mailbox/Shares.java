package org.mailkeep.mailbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Pages;
import org.mailkeep.store.api.Subspace;

/// Who has rights on which mailboxes of others, from the side of those who have them: where to look
/// for names, never whether somebody may. What this node changes is known at once, and what another
/// one changes when it tells, or within [#MEMORY]. Safe for many threads.
final class Shares {
  /// How long an answer is remembered.
  static final Duration MEMORY = Duration.ofSeconds(10);

  /// Answers that are remembered at most.
  private static final int MOST = 10_000;

  private static final int PAGE = 500;

  private final MailBackend backend;
  private final ConcurrentHashMap<Long, Known> known = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();

  private record Known(long until, long change, List<Share> shares) {}

  Shares(MailBackend backend) {
    this.backend = backend;
  }

  /// What a grantee has rights on.
  ///
  /// @param grantee as [Grantee#number()]
  List<Share> of(long grantee) {
    long change = changes.get();
    long now = backend.clock().millis();
    Known answer = known.get(grantee);
    if (answer != null && answer.change == change && now < answer.until) {
      return answer.shares;
    }
    List<Share> shares = read(grantee);
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(grantee, new Known(now + MEMORY.toMillis(), change, shares));
    return shares;
  }

  private List<Share> read(long grantee) {
    List<Share> shares = new ArrayList<>();
    Pages.forEach(
        backend.store(),
        Subspace.ACL,
        MailKeys.grants(grantee),
        PAGE,
        page -> {
          for (Entry entry : page) {
            AccountId owner = new AccountId(Keys.u64(entry.key(), 9));
            shares.add(new Share(owner, new MailboxId(Keys.u64(entry.key(), 17))));
          }
        });
    return List.copyOf(shares);
  }

  /// Something was changed.
  void changed() {
    changes.incrementAndGet();
  }
}
