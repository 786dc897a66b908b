package org.mailkeep.mailbox;

import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.MailboxId;

/// Keeps what SORT and THREAD know of mailboxes, within a bound of octets. Headers never change, so
/// an index that is kept is never wrong: it may lack messages, which are read then.
final class HeaderIndexes {
  private static final int KIB = 1024;

  private final MailBackend backend;
  private final Cache<Ref, HeaderIndex> indexes;
  private final ViewBudget<Ref> budget;

  /// A mailbox of an account. UIDs are never used again, nor are the ids of mailboxes.
  private record Ref(AccountId account, MailboxId mailbox) {}

  HeaderIndexes(MailBackend backend, StoredMailAccounts.Caches caches) {
    this.backend = backend;
    this.indexes = caches.factory().create(caches.headers());
    int mailboxes = (int) Math.min(caches.headers().entries(), Integer.MAX_VALUE);
    this.budget = new ViewBudget<>(caches.headerOctets() / KIB, mailboxes);
  }

  /// The index of a view, in steps.
  Bulk<HeaderIndex> of(AccountId account, MailboxView view) {
    Ref ref = new Ref(account, view.mailbox());
    HeaderIndex known = indexes.get(ref);
    HeaderIndex base = known == null ? HeaderIndex.EMPTY : known;
    HeaderReading reading = new HeaderReading(backend, account, view, base);
    return new Bulk<>() {
      @Override
      public @Nullable HeaderIndex advance() {
        HeaderIndex made = reading.advance();
        if (made != null && made != base) {
          keep(ref, made);
        }
        return made;
      }

      @Override
      public void cancel() {
        reading.cancel();
      }
    };
  }

  /// One that is too large for the bound is not kept at all.
  private void keep(Ref ref, HeaderIndex index) {
    indexes.put(ref, index);
    int kib = (int) Math.min(Integer.MAX_VALUE, index.octets() / KIB + 1);
    budget.put(ref, kib).forEach(indexes::remove);
    if (budget.total() > budget.most()) {
      indexes.remove(ref);
      budget.remove(ref);
    }
  }

  /// Counts of the cache, for the console.
  Cache.Statistics statistics() {
    return indexes.statistics();
  }
}
