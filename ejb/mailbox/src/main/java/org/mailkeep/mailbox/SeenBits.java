package org.mailkeep.mailbox;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Pages;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;

/// Which messages of a mailbox of another one somebody has seen: a bit for each UID, in records of
/// [#CHUNK]. Not changed once it is read.
final class SeenBits {
  /// UIDs of one record.
  static final int CHUNK = 4096;

  private static final int PAGE = 500;

  private final Map<Integer, BitSet> chunks = new HashMap<>();

  private SeenBits() {}

  static SeenBits read(Reader reader, AccountId account, MailboxId mailbox, AccountId user) {
    SeenBits bits = new SeenBits();
    Pages.forEach(
        reader,
        Subspace.SEEN,
        MailKeys.allSeen(account, mailbox, user),
        PAGE,
        page -> {
          for (Entry entry : page) {
            int chunk = Keys.u32(entry.key(), entry.key().length - 4);
            bits.chunks.put(chunk, BitSet.valueOf(entry.value()));
          }
        });
    return bits;
  }

  boolean has(int uid) {
    BitSet chunk = chunks.get(uid / CHUNK);
    return chunk != null && chunk.get(uid % CHUNK);
  }

  /// The flags of a message as that user has them.
  Flags of(int uid, Flags flags) {
    return with(flags, has(uid));
  }

  /// Flags with or without `\Seen`.
  static Flags with(Flags flags, boolean seen) {
    if (flags.has(SystemFlag.SEEN) == seen) {
      return flags;
    }
    int bits = flags.systemBits() ^ SystemFlag.SEEN.bit();
    return flags.keywords().isEmpty() ? PLAIN[bits] : Flags.of(bits, flags.keywords());
  }

  /// Flags without keywords, by their bits.
  private static final Flags[] PLAIN = plain();

  private static Flags[] plain() {
    Flags[] all = new Flags[1 << SystemFlag.values().length];
    for (int bits = 0; bits < all.length; bits++) {
      all[bits] = Flags.of(bits, List.of());
    }
    return all;
  }
}
