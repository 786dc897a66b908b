package org.mailkeep.imap;

import java.util.Arrays;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Numbers;
import org.mailkeep.wire.imap.SequenceSet;

/// Messages of a view: ascending, disjoint runs of indexes from 0.
final class Indexes {
  /// No message.
  static final Indexes NONE = new Indexes(new int[0], 0);

  private final int[] bounds;
  private final int length;

  private Indexes(int[] bounds, int length) {
    this.bounds = bounds;
    this.length = length;
  }

  /// All messages of a view.
  static Indexes all(MailboxView view) {
    return view.count() == 0 ? NONE : new Indexes(new int[] {0, view.count() - 1}, 2);
  }

  /// The messages of a selected mailbox that a command's numbers mean. UIDs that are not there mean
  /// nothing (RFC 9051 §6.4.9).
  ///
  /// @throws ReplyException when a sequence number is not there (RFC 9051 §9 `seq-number`)
  static Indexes of(SelectedMailbox mailbox, SequenceSet set, Numbering by) {
    if (set.saved()) {
      return mailbox.saved();
    }
    MailboxView view = mailbox.known();
    if (by == Numbering.UID) {
      return ofUids(view, set);
    }
    long[] ranges = set.resolve(view.count());
    if (ranges[0] == 0 || ranges[ranges.length - 1] > view.count()) {
      throw ReplyException.bad("No such message sequence number");
    }
    Builder builder = new Builder();
    for (int i = 0; i < ranges.length; i += 2) {
      builder.add((int) ranges[i] - 1, (int) ranges[i + 1] - 1);
    }
    return builder.build();
  }

  private static Indexes ofUids(MailboxView view, SequenceSet set) {
    if (view.count() == 0) {
      return NONE;
    }
    long[] ranges = set.resolve(view.uid(view.count() - 1));
    Builder builder = new Builder();
    for (int i = 0; i < ranges.length; i += 2) {
      int first = atOrAfter(view, ranges[i]);
      builder.add(first, atOrAfter(view, ranges[i + 1] + 1) - 1);
    }
    return builder.build();
  }

  private static int atOrAfter(MailboxView view, long uid) {
    return uid > Integer.MAX_VALUE ? view.count() : view.indexAtOrAfter((int) uid);
  }

  /// Some of an array of indexes, in any order and with repetitions.
  static Indexes of(int[] some, int from, int to) {
    int[] sorted = Arrays.copyOfRange(some, from, to);
    Arrays.sort(sorted);
    Builder builder = new Builder();
    for (int index : sorted) {
      builder.add(index, index);
    }
    return builder.build();
  }

  /// One after the other.
  int[] toArray() {
    int[] all = new int[count()];
    Walk walk = walk();
    for (int i = 0; i < all.length; i++) {
      all[i] = walk.next();
    }
    return all;
  }

  /// The last ones.
  Indexes tail(int most) {
    return some(Math.max(0, count() - most), count());
  }

  /// Those that changed after a change. Looks at few of the others.
  ///
  /// @param known the view whose indexes these are
  /// @param latest where changes are looked up
  Indexes changedSince(MailboxView known, MailboxView latest, long since) {
    Builder builder = new Builder();
    int next = latest.nextChanged(0, since);
    while (next < latest.count()) {
      int index = latest == known ? next : known.indexOf(latest.uid(next));
      if (index >= 0 && contains(index)) {
        builder.add(index, index);
      }
      next = latest.nextChanged(next + 1, since);
    }
    return builder.build();
  }

  /// Those whose UIDs are in a set.
  Indexes among(UidSet uids, MailboxView view) {
    Builder builder = new Builder();
    for (Walk walk = walk(); walk.more(); ) {
      int index = walk.next();
      if (uids.contains(view.uid(index))) {
        builder.add(index, index);
      }
    }
    return builder.build();
  }

  /// Those at some places among them, from 0.
  Indexes some(int from, int to) {
    Builder builder = new Builder();
    int place = 0;
    for (int run = 0; run < runs(); run++) {
      int length = last(run) - first(run) + 1;
      int begin = Math.max(0, from - place);
      int end = Math.min(length, to - place);
      builder.add(first(run) + begin, first(run) + end - 1);
      place += length;
    }
    return builder.build();
  }

  int runs() {
    return length / 2;
  }

  int first(int run) {
    return bounds[2 * run];
  }

  int last(int run) {
    return bounds[2 * run + 1];
  }

  boolean isEmpty() {
    return length == 0;
  }

  int count() {
    int count = 0;
    for (int run = 0; run < runs(); run++) {
      count += last(run) - first(run) + 1;
    }
    return count;
  }

  boolean contains(int index) {
    int low = 0;
    int high = runs() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (index < first(middle)) {
        high = middle - 1;
      } else if (index > last(middle)) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /// The same messages without those that are gone, as indexes of a later view.
  Indexes moved(MailboxView from, MailboxView to) {
    if (isEmpty()) {
      return this;
    }
    Builder builder = new Builder();
    for (Walk walk = walk(); walk.more(); ) {
      int index = to.indexOf(from.uid(walk.next()));
      if (index >= 0) {
        builder.add(index, index);
      }
    }
    return builder.build();
  }

  /// Their UIDs.
  UidSet uids(MailboxView view) {
    int[] uids = new int[count()];
    Walk walk = walk();
    for (int i = 0; i < uids.length; i++) {
      uids[i] = view.uid(walk.next());
    }
    return UidSet.of(uids);
  }

  /// Their numbers for the client.
  Numbers numbers(MailboxView view, Numbering by) {
    Numbers.Builder numbers = new Numbers.Builder();
    for (Walk walk = walk(); walk.more(); ) {
      numbers.add(number(view, walk.next(), by));
    }
    return numbers.build();
  }

  static long number(MailboxView view, int index, Numbering by) {
    return switch (by) {
      case SEQUENCE -> index + 1L;
      case UID -> view.uid(index);
    };
  }

  /// Goes through them in order.
  Walk walk() {
    return new Walk();
  }

  /// A place in the order of messages.
  final class Walk {
    private int run;
    private int at = length == 0 ? 0 : bounds[0];

    boolean more() {
      return run < runs();
    }

    /// Goes back to a message that [#next] gave.
    void back(int index) {
      while (run == runs() || index < first(run)) {
        run--;
      }
      at = index;
    }

    int next() {
      int index = at;
      if (at < last(run)) {
        at++;
      } else {
        run++;
        at = run < runs() ? first(run) : 0;
      }
      return index;
    }
  }

  /// Puts runs together that come in order.
  static final class Builder {
    private int[] bounds = new int[8];
    private int length;

    /// Adds a run; nothing when it is empty.
    void add(int first, int last) {
      if (last < first) {
        return;
      }
      if (length > 0 && bounds[length - 1] >= first - 1) {
        bounds[length - 1] = Math.max(bounds[length - 1], last);
        return;
      }
      if (length == bounds.length) {
        bounds = Arrays.copyOf(bounds, length * 2);
      }
      bounds[length++] = first;
      bounds[length++] = last;
    }

    Indexes build() {
      return length == 0 ? NONE : new Indexes(bounds, length);
    }
  }
}
