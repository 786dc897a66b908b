package org.mailkeep.mailbox;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Subspace;

/// Changes what one user has seen of a mailbox of another one, as part of a work.
final class SeenEdit {
  private final Work work;
  private final MailboxId mailbox;
  private final AccountId user;
  private final Map<Integer, BitSet> chunks = new TreeMap<>();
  private final BitSet changed = new BitSet();
  private int more;

  SeenEdit(Work work, MailboxId mailbox, AccountId user) {
    this.work = work;
    this.mailbox = mailbox;
    this.user = user;
  }

  boolean has(int uid) {
    return chunk(uid).get(uid % SeenBits.CHUNK);
  }

  private BitSet chunk(int uid) {
    return chunks.computeIfAbsent(uid / SeenBits.CHUNK, this::read);
  }

  private BitSet read(int chunk) {
    byte[] stored = work.get(Subspace.SEEN, MailKeys.seen(work.account(), mailbox, user, chunk));
    return stored == null ? new BitSet() : BitSet.valueOf(stored);
  }

  void set(int uid, boolean seen) {
    if (has(uid) != seen) {
      chunk(uid).set(uid % SeenBits.CHUNK, seen);
      changed.set(uid / SeenBits.CHUNK);
      more += seen ? 1 : -1;
    }
  }

  /// Writes what is new.
  ///
  /// @param number of the change that it belongs to
  void finish(long number) {
    if (changed.isEmpty()) {
      return;
    }
    changed.stream()
        .forEach(chunk -> {
          byte[] key = MailKeys.seen(work.account(), mailbox, user, chunk);
          byte[] bits = chunks.getOrDefault(chunk, new BitSet()).toByteArray();
          if (bits.length == 0) {
            work.delete(Subspace.SEEN, key);
          } else {
            work.put(Subspace.SEEN, key, bits);
          }
        });
    Sharing sharing = work.sharing(mailbox);
    SeenMark mark = new SeenMark(sharing.mark(user).messages() + more, number);
    work.put(Subspace.SEEN, MailKeys.seenMark(work.account(), mailbox, user), mark.record());
    work.set(mailbox, sharing.with(user, mark));
  }

  /// Messages leave a mailbox: nobody has seen them there any more.
  static void forget(Work work, MailboxId mailbox, int[] uids, long number) {
    for (AccountId user : work.sharing(mailbox).seen().keySet()) {
      SeenEdit edit = new SeenEdit(work, mailbox, user);
      for (int uid : uids) {
        edit.set(uid, false);
      }
      edit.finish(number);
    }
  }

  /// Messages got other places: who has seen them has seen them there.
  static void move(
      Work work, MailboxId from, int[] sources, MailboxId to, int[] targets, long number) {
    for (AccountId user : work.sharing(from).seen().keySet()) {
      SeenEdit before = new SeenEdit(work, from, user);
      SeenEdit after = new SeenEdit(work, to, user);
      for (int i = 0; i < sources.length; i++) {
        if (before.has(sources[i])) {
          before.set(sources[i], false);
          after.set(targets[i], true);
        }
      }
      before.finish(number);
      after.finish(number);
    }
  }

  /// A message got another place besides: who has seen it has seen it there, too.
  static void copy(Work work, StoredMessage.Place from, StoredMessage.Place to, long number) {
    for (AccountId user : work.sharing(from.mailbox()).seen().keySet()) {
      if (new SeenEdit(work, from.mailbox(), user).has(from.uid())) {
        SeenEdit edit = new SeenEdit(work, to.mailbox(), user);
        edit.set(to.uid(), true);
        edit.finish(number);
      }
    }
  }
}
