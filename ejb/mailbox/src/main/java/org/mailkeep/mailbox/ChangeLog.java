package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;

/// Writes and reads an account's change log: one record for each commit, under the number of its
/// last change.
final class ChangeLog {
  private static final int PAGE = 500;

  private ChangeLog() {}

  /// Adds the changes of a commit.
  static void write(Batch batch, AccountState after, List<Change> changes, long seconds) {
    long number = after.counters().lastChange();
    int piece = 0;
    for (int from = 0; from < changes.size(); from += ChangeCodec.ENTRIES) {
      List<Change> some =
          changes.subList(from, Math.min(changes.size(), from + ChangeCodec.ENTRIES));
      batch.put(
          Subspace.CHANGE,
          MailKeys.change(after.id(), number, piece++),
          ChangeCodec.encode(some, seconds));
    }
  }

  /// Changes after a number; all entries of a commit that is read come, even beyond the limit.
  static Changes read(Reader reader, AccountId account, long since, int limit) {
    byte[] stored = reader.get(Subspace.ACCOUNT, MailKeys.account(account));
    Counters counters = stored == null ? Counters.ZERO : Counters.parse(stored);
    if (since + 1 < counters.firstChange()) {
      return new Changes.TooOld();
    }
    Reading reading = new Reading(since, limit);
    Range range = MailKeys.changesAfter(account, since);
    List<Entry> page;
    do {
      page = reader.scan(Subspace.CHANGE, range, Direction.UP, PAGE);
      if (!reading.take(page)) {
        return new Changes.Page(reading.changes, reading.upTo, true);
      }
      if (!page.isEmpty()) {
        range = new Range(Keys.of().raw(page.getLast().key()).u8(0).bytes(), range.to());
      }
    } while (page.size() == PAGE);
    return new Changes.Page(reading.changes, Math.max(reading.upTo, counters.lastChange()), false);
  }

  /// What was read so far.
  private static final class Reading {
    final List<Change> changes = new ArrayList<>();
    private final long since;
    private final int limit;
    long upTo;

    Reading(long since, int limit) {
      this.since = since;
      this.limit = limit;
      this.upTo = since;
    }

    /// Takes whole commits, of which each has one number and one or more pieces.
    ///
    /// @return false when there are enough and another commit follows
    boolean take(List<Entry> page) {
      for (Entry entry : page) {
        long number = Keys.u64(entry.key(), 8);
        if (changes.size() >= limit && number != upTo) {
          return false;
        }
        upTo = number;
        for (Change change : ChangeCodec.decode(entry.value())) {
          if (change.number() > since) {
            changes.add(change);
          }
        }
      }
      return true;
    }
  }
}
