package org.mailkeep.mailbox;

import java.util.Arrays;
import java.util.BitSet;

/// What SORT and THREAD compare of the messages of a mailbox, in the order of a [MailboxView]: the
/// message at index n of the view is n here. Immutable. Texts are kept once for all messages, in
/// their order, so that a message has a rank for each and comparing texts is comparing numbers;
/// message ids are numbers, too. That makes about 60 octets a message, and its own texts.
public final class HeaderIndex {
  /// A text of the header that has an order.
  public enum Text {
    /// The base subject (RFC 5256 §2.1).
    SUBJECT(0),
    /// Local part of the first From address.
    FROM(1),
    /// Local part of the first To address.
    TO(2),
    /// Local part of the first Cc address.
    CC(3),
    /// Name of the first From address (RFC 5957).
    DISPLAY_FROM(4),
    /// Name of the first To address (RFC 5957).
    DISPLAY_TO(5);

    private final int column;

    Text(int column) {
      this.column = column;
    }
  }

  /// Of a mailbox without messages.
  static final HeaderIndex EMPTY = new Builder(0).build();

  private final int[] uids;
  private final long[] sent;
  private final int[][] ranks;
  private final BitSet replies;
  private final long[] ids;
  private final int[] starts;
  private final long[] references;
  private final SortedTexts texts;

  private HeaderIndex(Builder made, SortedTexts texts) {
    this.uids = made.uids;
    this.sent = made.sent;
    this.ranks = made.ranks;
    this.replies = made.replies;
    this.ids = made.ids;
    this.starts = made.starts;
    this.references = Arrays.copyOf(made.references, made.starts[made.count]);
    this.texts = texts;
  }

  /// How many messages.
  public int count() {
    return uids.length;
  }

  int uid(int index) {
    return uids[index];
  }

  /// Where a text of the message stands among all: equal texts have equal ranks, and no text at all
  /// has 0. Texts are compared by `i;unicode-casemap` (RFC 5051).
  public int rank(Text text, int index) {
    return ranks[text.column][index];
  }

  /// When the message was sent, or else received, in seconds since 1970 (RFC 5256 §2.2).
  public long sent(int index) {
    return sent[index];
  }

  /// Whether the subject says that the message answers or forwards another (RFC 5256 §2.1).
  public boolean isReply(int index) {
    return replies.get(index);
  }

  /// The message id as a number; 0 when there is none.
  public long id(int index) {
    return ids[index];
  }

  /// How many message ids the message refers to.
  public int references(int index) {
    return starts[index + 1] - starts[index];
  }

  /// One of the message ids that the message refers to; 0 is the oldest.
  public long reference(int index, int at) {
    return references[starts[index] + at];
  }

  /// What it takes of memory, about.
  long octets() {
    return 64L * uids.length + 8L * references.length + texts.octets();
  }

  /// Puts the messages of a view together, of what was known before and what was read since.
  ///
  /// @param known older, ascending by UID
  /// @param read those that `known` lacks
  static HeaderIndex merge(MailboxView view, HeaderIndex known, HeaderIndex read) {
    int count = view.count();
    int[] from = new int[count];
    BitSet usedKnown = new BitSet();
    BitSet usedRead = new BitSet();
    int i = 0;
    int j = 0;
    for (int index = 0; index < count; index++) {
      int uid = view.uid(index);
      i = known.at(i, uid);
      j = read.at(j, uid);
      boolean old = i < known.count() && known.uid(i) == uid;
      from[index] = old ? i : ~j;
      (old ? known : read).use(old ? i : j, old ? usedKnown : usedRead);
    }
    SortedTexts.Merged texts = SortedTexts.merge(known.texts, usedKnown, read.texts, usedRead);
    Builder builder = new Builder(count);
    for (int source : from) {
      if (source >= 0) {
        builder.copy(known, source, texts.first());
      } else {
        builder.copy(read, ~source, texts.second());
      }
    }
    return new HeaderIndex(builder, texts.all());
  }

  /// The place of the first UID that is not lower, from a place on.
  private int at(int from, int uid) {
    int at = from;
    while (at < uids.length && uids[at] < uid) {
      at++;
    }
    return at;
  }

  private void use(int index, BitSet used) {
    for (int[] column : ranks) {
      used.set(column[index]);
    }
  }

  /// Collects messages, ascending by UID.
  static final class Builder {
    private final int[] uids;
    private final long[] sent;
    private final int[][] ranks;
    private final BitSet replies = new BitSet();
    private final long[] ids;
    private final int[] starts;
    private final SortedTexts.Builder texts = new SortedTexts.Builder();
    private long[] references = new long[16];
    private int count;

    /// @param count how many will be added
    Builder(int count) {
      uids = new int[count];
      sent = new long[count];
      ranks = new int[Text.values().length][count];
      ids = new long[count];
      starts = new int[count + 1];
    }

    void add(int uid, HeaderRow row) {
      for (int text = 0; text < ranks.length; text++) {
        ranks[text][count] = texts.add(row.texts()[text]);
      }
      add(uid, row.sent(), row.reply(), row.id());
      refer(row.references(), 0, row.references().length);
      count++;
    }

    private void copy(HeaderIndex from, int index, int[] newRanks) {
      for (int text = 0; text < ranks.length; text++) {
        ranks[text][count] = newRanks[from.ranks[text][index]];
      }
      add(from.uids[index], from.sent[index], from.replies.get(index), from.ids[index]);
      refer(from.references, from.starts[index], from.references(index));
      count++;
    }

    private void add(int uid, long date, boolean reply, long id) {
      uids[count] = uid;
      sent[count] = date;
      replies.set(count, reply);
      ids[count] = id;
    }

    private void refer(long[] from, int first, int length) {
      int start = starts[count];
      if (start + length > references.length) {
        references = Arrays.copyOf(references, Math.max(references.length * 2, start + length));
      }
      System.arraycopy(from, first, references, start, length);
      starts[count + 1] = start + length;
    }

    /// All of them; the builder is not used afterwards.
    HeaderIndex build() {
      SortedTexts.Merged sorted = texts.build();
      for (int[] column : ranks) {
        for (int i = 0; i < count; i++) {
          column[i] = sorted.first()[column[i]];
        }
      }
      return new HeaderIndex(this, sorted.all());
    }
  }
}
