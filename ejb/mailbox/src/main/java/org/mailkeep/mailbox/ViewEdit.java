package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailkeep.kernel.MailboxId;

/// Makes views: of a scan, or of the view before and what a commit did. Each chunk that is touched
/// is copied once.
final class ViewEdit {
  private final MailboxId mailbox;
  private final List<Chunk> chunks;

  /// Added, but in no chunk yet.
  private final List<Chunk.Row> fresh = new ArrayList<>();

  private final TreeSet<Integer> changed = new TreeSet<>();
  private final TreeSet<Integer> expunged = new TreeSet<>();

  private ViewEdit(MailboxId mailbox, List<Chunk> chunks) {
    this.mailbox = mailbox;
    this.chunks = chunks;
  }

  /// Begins with an empty mailbox.
  static ViewEdit empty(MailboxId mailbox) {
    return new ViewEdit(mailbox, new ArrayList<>());
  }

  /// Begins with a view.
  static ViewEdit of(MailboxView view) {
    return new ViewEdit(view.mailbox(), new ArrayList<>(Arrays.asList(view.chunks())));
  }

  /// Adds a message, whose UID is the highest.
  ViewEdit append(Chunk.Row row) {
    int last =
        fresh.isEmpty() ? chunks.isEmpty() ? 0 : chunks.getLast().lastUid() : fresh.getLast().uid();
    if (last >= row.uid()) {
      throw new IllegalArgumentException("UID " + row.uid() + " out of order");
    }
    fresh.add(row);
    if (fresh.size() == Chunk.CAPACITY) {
      settle();
    }
    return this;
  }

  /// Brings what was added into chunks.
  private void settle() {
    int from = 0;
    if (!chunks.isEmpty() && !chunks.getLast().isFull() && !fresh.isEmpty()) {
      Chunk last = chunks.removeLast();
      from = Math.min(fresh.size(), Chunk.CAPACITY - last.size);
      chunks.add(last.append(fresh.subList(0, from)));
    }
    if (from < fresh.size()) {
      chunks.add(Chunk.of(fresh.subList(from, fresh.size())));
    }
    fresh.clear();
  }

  /// Gives messages other flags; those that are not there are passed over.
  ViewEdit update(Collection<FlagResult.Entry> entries) {
    settle();
    TreeMap<Integer, List<FlagResult.Entry>> byChunk = new TreeMap<>();
    for (FlagResult.Entry entry : entries) {
      int chunk = chunkOf(entry.uid());
      if (chunk >= 0) {
        byChunk.computeIfAbsent(chunk, _ -> new ArrayList<>()).add(entry);
        changed.add(entry.uid());
      }
    }
    byChunk.forEach((chunk, list) -> chunks.set(chunk, chunks.get(chunk).update(list)));
    return this;
  }

  /// Takes messages out; those that are not there are passed over.
  ViewEdit remove(Collection<Integer> uids) {
    settle();
    TreeMap<Integer, BitSet> byChunk = new TreeMap<>();
    for (int uid : uids) {
      int chunk = chunkOf(uid);
      if (chunk >= 0) {
        byChunk.computeIfAbsent(chunk, _ -> new BitSet()).set(chunks.get(chunk).atOrAfter(uid));
        expunged.add(uid);
      }
    }
    byChunk.descendingMap().forEach(this::removeFrom);
    return this;
  }

  private void removeFrom(int at, BitSet gone) {
    Chunk chunk = chunks.get(at);
    if (gone.cardinality() == chunk.size) {
      chunks.remove(at);
      return;
    }
    Chunk rest = chunk.remove(gone);
    chunks.set(at, rest);
    if (at + 1 < chunks.size() && rest.size + chunks.get(at + 1).size <= Chunk.CAPACITY / 2) {
      chunks.set(at, rest.join(chunks.remove(at + 1)));
    }
  }

  private int chunkOf(int uid) {
    int low = 0;
    int high = chunks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (chunks.get(middle).lastUid() < uid) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == chunks.size()) {
      return -1;
    }
    Chunk chunk = chunks.get(low);
    return chunk.uid(chunk.atOrAfter(uid)) == uid ? low : -1;
  }

  /// A view without a predecessor.
  MailboxView loaded(MailboxStatus status) {
    settle();
    return new MailboxView(mailbox, status, chunks.toArray(Chunk[]::new), ViewStep.first());
  }

  /// The view that follows.
  MailboxView after(MailboxView before, MailboxStatus status) {
    settle();
    ViewStep step = before.step().then(array(expunged), array(changed));
    return new MailboxView(mailbox, status, chunks.toArray(Chunk[]::new), step);
  }

  private static int[] array(SortedSet<Integer> uids) {
    return uids.stream().mapToInt(Integer::intValue).toArray();
  }
}
