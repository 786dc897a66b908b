package org.mailkeep.mailbox;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;

/// The messages of a mailbox at one moment, ascending by UID. Immutable: a session keeps the view
/// whose sequence numbers its client knows, and compares it with a later one when it may tell the
/// client. Message n of the client is index n-1 here. Making a view out of its predecessor costs
/// the same however large the mailbox is, apart from one reference for each 256 messages.
public final class MailboxView {
  private final MailboxId mailbox;
  private final MailboxStatus status;
  private final Chunk[] chunks;

  /// Index of the first message of each chunk, and the count of all at the end.
  private final int[] starts;

  private final ViewStep step;

  /// Who looks at it has a `\Seen` of their own; null for the owner.
  private final @Nullable SeenBits seen;

  MailboxView(MailboxId mailbox, MailboxStatus status, Chunk[] chunks, ViewStep step) {
    this(mailbox, status, chunks, step, null);
  }

  private MailboxView(
      MailboxId mailbox,
      MailboxStatus status,
      Chunk[] chunks,
      ViewStep step,
      @Nullable SeenBits seen) {
    this.seen = seen;
    this.mailbox = mailbox;
    this.status = status;
    this.chunks = chunks;
    this.step = step;
    this.starts = new int[chunks.length + 1];
    for (int i = 0; i < chunks.length; i++) {
      starts[i + 1] = starts[i] + chunks[i].size;
    }
  }

  /// Of which mailbox.
  public MailboxId mailbox() {
    return mailbox;
  }

  /// The counts of that moment.
  public MailboxStatus status() {
    return status;
  }

  /// How many messages.
  public int count() {
    return starts[chunks.length];
  }

  /// UID of the message at an index.
  public int uid(int index) {
    int chunk = chunkOf(index);
    return chunks[chunk].uid(index - starts[chunk]);
  }

  /// Id of the message at an index.
  public EmailId email(int index) {
    int chunk = chunkOf(index);
    return new EmailId(chunks[chunk].email(index - starts[chunk]));
  }

  /// Octets of the message at an index.
  public int size(int index) {
    int chunk = chunkOf(index);
    return chunks[chunk].size(index - starts[chunk]);
  }

  /// Internal date of the message at an index, in whole seconds.
  public Instant received(int index) {
    int chunk = chunkOf(index);
    return Instant.ofEpochSecond(
        Integer.toUnsignedLong(chunks[chunk].received(index - starts[chunk])));
  }

  /// When the message at an index came into the mailbox, in whole seconds (RFC 8514).
  public Instant saved(int index) {
    int chunk = chunkOf(index);
    return Instant.ofEpochSecond(
        Integer.toUnsignedLong(chunks[chunk].saved(index - starts[chunk])));
  }

  /// Flags of the message at an index.
  public Flags flags(int index) {
    int chunk = chunkOf(index);
    Flags flags = chunks[chunk].flags(index - starts[chunk]);
    return seen == null ? flags : seen.of(chunks[chunk].uid(index - starts[chunk]), flags);
  }

  /// The same as somebody sees it who is not the owner.
  MailboxView as(SeenBits bits, int messages) {
    return new MailboxView(mailbox, status.seen(messages), chunks, step, bits);
  }

  /// Number of the last change of the message at an index (RFC 7162 §3.1).
  public long modSeq(int index) {
    int chunk = chunkOf(index);
    return chunks[chunk].modSeq(index - starts[chunk]);
  }

  /// Index of the first message without `\Seen`, or -1. What is asked of 256 messages is noted
  /// until one of them changes.
  public int firstUnseen() {
    if (seen != null) {
      return firstUnseen(seen);
    }
    for (int i = 0; i < chunks.length && status.unseen() > 0; i++) {
      int unseen = chunks[i].summary().unseen();
      if (unseen >= 0) {
        return starts[i] + unseen;
      }
    }
    return -1;
  }

  private int firstUnseen(SeenBits bits) {
    int index = 0;
    while (index < count() && bits.has(uid(index))) {
      index++;
    }
    return index < count() ? index : -1;
  }

  /// Index of the first message with `\Deleted` from an index on, or the count when there is none;
  /// noted like [#firstUnseen].
  public int nextDeleted(int from) {
    if (from >= count() || status.deleted() == 0) {
      return count();
    }
    int index = from;
    for (int i = chunkOf(from); i < chunks.length; i++) {
      int end = chunks[i].summary().deleted() > 0 ? starts[i + 1] : index;
      for (; index < end; index++) {
        if (chunks[i].flags(index - starts[i]).has(SystemFlag.DELETED)) {
          return index;
        }
      }
      index = starts[i + 1];
    }
    return count();
  }

  /// Index of the first message that changed after a change, from an index on, or the count when
  /// there is none; noted like [#firstUnseen].
  public int nextChanged(int from, long since) {
    if (from >= count() || status.highestModSeq() <= since) {
      return count();
    }
    int index = from;
    for (int i = chunkOf(from); i < chunks.length; i++) {
      int end = chunks[i].summary().modSeq() > since ? starts[i + 1] : index;
      for (; index < end; index++) {
        if (chunks[i].modSeq(index - starts[i]) > since) {
          return index;
        }
      }
      index = starts[i + 1];
    }
    return count();
  }

  /// The keywords that messages here have, in the order of their letters; noted like
  /// [#firstUnseen].
  ///
  /// @param most how many at most
  public List<String> keywords(int most) {
    Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < chunks.length && all.size() < most; i++) {
      all.addAll(chunks[i].summary().keywords());
    }
    return all.stream().limit(most).toList();
  }

  /// Index of a UID, or -1.
  public int indexOf(int uid) {
    int index = indexAtOrAfter(uid);
    return index < count() && uid(index) == uid ? index : -1;
  }

  /// Index of the first message whose UID is not lower; the count when there is none.
  public int indexAtOrAfter(int uid) {
    int low = 0;
    int high = chunks.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (chunks[middle].lastUid() < uid) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == chunks.length ? count() : starts[low] + chunks[low].atOrAfter(uid);
  }

  private int chunkOf(int index) {
    if (index < 0 || index >= starts[chunks.length]) {
      throw new IndexOutOfBoundsException(index);
    }
    int found = Arrays.binarySearch(starts, index);
    return found >= 0 ? found : -found - 2;
  }

  /// What happened between an older view of this mailbox and this one.
  public ViewDelta since(MailboxView older) {
    ViewDelta known = step.since(older.step, older);
    return known == null ? compare(older) : known;
  }

  private ViewDelta compare(MailboxView older) {
    ViewDelta.Builder delta = new ViewDelta.Builder();
    int at = 0;
    for (int i = 0; i < older.count(); i++) {
      int uid = older.uid(i);
      while (at < count() && uid(at) < uid) {
        at++;
      }
      if (at >= count() || uid(at) != uid) {
        delta.expunged(uid);
      } else if (modSeq(at) != older.modSeq(i)) {
        delta.changed(uid);
      }
    }
    return delta.build();
  }

  /// The step that led here, for the next one.
  ViewStep step() {
    return step;
  }

  Chunk[] chunks() {
    return chunks.clone();
  }

  /// All that is noted of the message at an index.
  Chunk.Row rowAt(int index) {
    int chunk = chunkOf(index);
    return chunks[chunk].row(index - starts[chunk]);
  }
}
