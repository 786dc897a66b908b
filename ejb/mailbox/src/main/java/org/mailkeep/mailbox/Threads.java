package org.mailkeep.mailbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.mime.BaseSubject;
import org.mailkeep.mime.Envelope;
import org.mailkeep.mime.MessageIds;
import org.mailkeep.mime.MessageStructure;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Pages;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// Which messages belong together: those that share a message id in Message-ID, In-Reply-To or
/// References and have the same base subject (RFC 8621 §3).
///
/// Each message id leads to the thread in which it was seen last. A thread has the number of the
/// message that began it; the messages that joined it later have an entry each, so a message that
/// nobody answers costs one entry. The entry of a message that is gone stays as long as the thread
/// lives, with the message ids that are to be forgotten with it.
final class Threads {
  /// References that are looked at: the nearest ones.
  private static final int REFERENCES = 5;

  private static final int HASH = 16;
  private static final int PAGE = 1_000;

  /// Entries at either end of a thread that are looked at before all are.
  private static final int PROBE = 16;

  /// Entries that a thread may have, on average, to be read with others.
  private static final int FEW = 4;

  private static final int LIVE = 0;
  private static final int GONE = 1;

  private Threads() {}

  /// Finds or begins the thread of a new message.
  ///
  /// @param email number of the message, which becomes the thread's when it begins one
  static long assign(Work work, MessageStructure structure, long email) {
    long subject = subject(structure.envelope());
    List<byte[]> keys = keys(work, structure);
    List<byte @Nullable []> known = work.get(Subspace.THREAD, keys);
    long thread = email;
    for (byte @Nullable [] value : known) {
      if (value != null && Keys.u64(value, 8) == subject) {
        thread = Keys.u64(value, 0);
        break;
      }
    }
    byte[] target = Keys.of(thread).u64(subject).bytes();
    for (int i = 0; i < keys.size(); i++) {
      byte[] value = known.get(i);
      if (value == null || (i == 0 && !Arrays.equals(value, target))) {
        work.put(Subspace.THREAD, keys.get(i), target);
      }
    }
    join(work, thread, email);
    return thread;
  }

  /// Whether a stored entry is that of a member that is there.
  static boolean isLive(byte @Nullable [] value) {
    return value != null && value.length > 0 && value[0] == LIVE;
  }

  /// Notes that a message belongs to a thread.
  static void join(Work work, long thread, long email) {
    if (thread != email) {
      work.put(
          Subspace.THREAD, MailKeys.threadMember(work.account(), thread, email), new byte[] {LIVE});
    }
  }

  /// The stored entries of threads that may end, read at once.
  ///
  /// @param entries by number of the thread; a thread that is missing is read by itself
  record Members(Map<Long, List<Entry>> entries) {
    /// Reads the entries of these messages' threads, but for those whose first message is there:
    /// they live on.
    static Members of(Work work, Collection<Long> emails, Collection<EmailRecord> records) {
      Set<Long> ending = ending(work, emails, records);
      if (ending.isEmpty()) {
        return new Members(Map.of());
      }
      Range range =
          new Range(
              MailKeys.threadMember(work.account(), Collections.min(ending), 0),
              MailKeys.threadMember(work.account(), Collections.max(ending), -1));
      int most = PROBE + FEW * ending.size();
      List<Entry> stored = work.backend().store().scan(Subspace.THREAD, range, Direction.UP, most);
      if (stored.size() == most) {
        return new Members(Map.of());
      }
      Map<Long, List<Entry>> entries = new HashMap<>();
      ending.forEach(thread -> entries.put(thread, new ArrayList<>()));
      for (Entry entry : stored) {
        entries.computeIfAbsent(MailKeys.thread(entry.key()), _ -> new ArrayList<>()).add(entry);
      }
      return new Members(entries);
    }

    private static Set<Long> ending(
        Work work, Collection<Long> emails, Collection<EmailRecord> records) {
      Set<Long> threads = new LinkedHashSet<>();
      records.forEach(record -> threads.add(record.thread()));
      List<Long> others = new ArrayList<>(threads);
      others.removeAll(Set.copyOf(emails));
      List<byte[]> keys = new ArrayList<>();
      others.forEach(thread -> keys.add(MailKeys.email(work.account(), new EmailId(thread))));
      List<byte @Nullable []> firsts = work.get(Subspace.EMAIL, keys);
      for (int i = 0; i < others.size(); i++) {
        if (firsts.get(i) != null) {
          threads.remove(others.get(i));
        }
      }
      return threads;
    }
  }

  /// Forgets a message that is being destroyed, and its thread when it was the last of it.
  ///
  /// @param members read before for the threads of this message and of others
  static void leave(
      Work work, Members members, EmailRecord record, long email, MessageStructure structure) {
    List<byte[]> keys = keys(work, structure);
    long thread = record.thread();
    byte[] own = MailKeys.threadMember(work.account(), thread, email);
    if (livesOn(work, members, thread, email)) {
      Keys value = Keys.of().u8(GONE);
      keys.forEach(key -> value.raw(Arrays.copyOfRange(key, key.length - HASH, key.length)));
      work.put(Subspace.THREAD, own, value.bytes());
      return;
    }
    keys.forEach(key -> forget(work, key, thread));
    work.delete(Subspace.THREAD, own);
    for (Entry entry : gone(work, members, thread, email)) {
      work.delete(Subspace.THREAD, entry.key());
      for (int at = 1; at + HASH <= entry.value().length; at += HASH) {
        byte[] hash = Arrays.copyOfRange(entry.value(), at, at + HASH);
        forget(work, MailKeys.messageId(work.account(), hash), thread);
      }
    }
  }

  /// Whether a thread has another message than this one. The first and the last ones tell it of
  /// most; of a long thread that lost them, each is looked at.
  private static boolean livesOn(Work work, Members members, long thread, long email) {
    byte[] first = MailKeys.email(work.account(), new EmailId(thread));
    if (thread != email && work.get(Subspace.EMAIL, first) != null) {
      return true;
    }
    List<Entry> known = members.entries().get(thread);
    if (known != null) {
      return anyLive(work, known, email);
    }
    Range all = MailKeys.threadMembers(work.account(), thread);
    DataStore store = work.backend().store();
    return anyLive(work, store.scan(Subspace.THREAD, all, Direction.UP, PROBE), email)
        || anyLive(work, store.scan(Subspace.THREAD, all, Direction.DOWN, PROBE), email)
        || anyLive(work, stored(work, thread), email);
  }

  private static boolean anyLive(Work work, List<Entry> entries, long email) {
    return entries.stream()
        .anyMatch(entry ->
            isLive(entry.value())
                && MailKeys.member(entry.key()) != email
                && isLive(work.get(Subspace.THREAD, entry.key())));
  }

  /// All entries of a thread that are stored.
  private static List<Entry> stored(Work work, long thread) {
    List<Entry> entries = new ArrayList<>();
    Range rest = MailKeys.threadMembers(work.account(), thread);
    List<Entry> page;
    do {
      page = work.backend().store().scan(Subspace.THREAD, rest, Direction.UP, PAGE);
      entries.addAll(page);
      rest = new Range(page.isEmpty() ? rest.from() : Pages.after(page.getLast().key()), rest.to());
    } while (page.size() == PAGE);
    return entries;
  }

  /// What the other messages of a thread left, as it is at this point of the commit. The one that
  /// began it left its entry when it went, maybe in this very commit.
  private static List<Entry> gone(Work work, Members members, long thread, long email) {
    List<Entry> known = members.entries().get(thread);
    List<Entry> gone = new ArrayList<>();
    for (Entry entry : known == null ? stored(work, thread) : known) {
      long member = MailKeys.member(entry.key());
      byte[] now = work.get(Subspace.THREAD, entry.key());
      if (now != null && member != email && member != thread) {
        gone.add(new Entry(entry.key(), now));
      }
    }
    byte[] first = MailKeys.threadMember(work.account(), thread, thread);
    byte[] left = thread == email ? null : work.get(Subspace.THREAD, first);
    if (left != null) {
      gone.add(new Entry(first, left));
    }
    return gone;
  }

  private static void forget(Work work, byte[] key, long thread) {
    byte[] value = work.get(Subspace.THREAD, key);
    if (value != null && Keys.u64(value, 0) == thread) {
      work.delete(Subspace.THREAD, key);
    }
  }

  /// Where the threads of a message's ids are noted: its own first, then those that it refers to,
  /// the nearest first.
  private static List<byte[]> keys(Work work, MessageStructure structure) {
    Envelope envelope = structure.envelope();
    Set<String> ids = new LinkedHashSet<>();
    addIds(ids, envelope.messageId(), 1);
    List<String> references = structure.references();
    int first = Math.max(0, references.size() - REFERENCES);
    for (int i = references.size() - 1; i >= first; i--) {
      ids.add(references.get(i));
    }
    addIds(ids, envelope.inReplyTo(), 2);
    List<byte[]> keys = new ArrayList<>(ids.size());
    for (String id : ids) {
      keys.add(MailKeys.messageId(work.account(), hash(id)));
    }
    return keys;
  }

  /// Where the thread of a message's own id is noted; null when it has none.
  static byte @Nullable [] ownKey(AccountId account, MessageStructure structure) {
    Set<String> ids = new LinkedHashSet<>();
    addIds(ids, structure.envelope().messageId(), 1);
    return ids.isEmpty() ? null : MailKeys.messageId(account, hash(ids.iterator().next()));
  }

  private static void addIds(Set<String> ids, @Nullable String text, int limit) {
    if (text != null) {
      ids.addAll(MessageIds.parse(text, limit));
    }
  }

  private static byte[] hash(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest, HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// A number for the base subject; equal ones mean equal subjects well enough.
  private static long subject(Envelope envelope) {
    String subject = envelope.subject();
    byte[] hash = hash(subject == null ? "" : BaseSubject.of(subject));
    return Keys.u64(hash, 0);
  }
}
