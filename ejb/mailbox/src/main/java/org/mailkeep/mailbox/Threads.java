package org.mailkeep.mailbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.mime.BaseSubject;
import org.mailkeep.mime.Envelope;
import org.mailkeep.mime.MessageIds;
import org.mailkeep.mime.MessageStructure;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
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
  private static final int MANY = 5_000;
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

  /// Notes that a message belongs to a thread.
  static void join(Work work, long thread, long email) {
    if (thread != email) {
      work.put(
          Subspace.THREAD, MailKeys.threadMember(work.account(), thread, email), new byte[] {LIVE});
    }
  }

  /// The stored entries of many threads, read at once.
  ///
  /// @param entries of threads, by number; null when there are too many and each is read by itself
  record Members(@Nullable Map<Long, List<Entry>> entries) {
    /// Reads the entries of these threads and of those between them.
    static Members of(Work work, Collection<EmailRecord> records) {
      long first = records.stream().mapToLong(EmailRecord::thread).min().orElse(1);
      long last = records.stream().mapToLong(EmailRecord::thread).max().orElse(1);
      Range range =
          new Range(
              MailKeys.threadMember(work.account(), first, 0),
              MailKeys.threadMember(work.account(), last, -1));
      List<Entry> stored = work.backend().store().scan(Subspace.THREAD, range, Direction.UP, MANY);
      if (stored.size() == MANY) {
        return new Members(null);
      }
      Map<Long, List<Entry>> entries = new HashMap<>();
      for (Entry entry : stored) {
        entries.computeIfAbsent(MailKeys.thread(entry.key()), _ -> new ArrayList<>()).add(entry);
      }
      return new Members(entries);
    }

    private List<Entry> of(Work work, long thread) {
      if (entries != null) {
        return entries.getOrDefault(thread, List.of());
      }
      Range range = MailKeys.threadMembers(work.account(), thread);
      return work.backend().store().scan(Subspace.THREAD, range, Direction.UP, PAGE);
    }
  }

  /// Forgets a message that is being destroyed, and its thread when it was the last of it.
  ///
  /// @param members read before for this thread among others
  static void leave(
      Work work, Members members, EmailRecord record, long email, MessageStructure structure) {
    List<byte[]> keys = keys(work, structure);
    long thread = record.thread();
    List<Entry> others = members(work, members, thread, email);
    boolean alive =
        (thread != email
                && work.get(Subspace.EMAIL, MailKeys.email(work.account(), new EmailId(thread)))
                    != null)
            || others.stream().anyMatch(entry -> entry.value()[0] == LIVE);
    byte[] own = MailKeys.threadMember(work.account(), thread, email);
    if (alive) {
      Keys value = Keys.of().u8(GONE);
      keys.forEach(key -> value.raw(Arrays.copyOfRange(key, key.length - HASH, key.length)));
      work.put(Subspace.THREAD, own, value.bytes());
      return;
    }
    keys.forEach(key -> forget(work, key, thread));
    work.delete(Subspace.THREAD, own);
    for (Entry entry : others) {
      work.delete(Subspace.THREAD, entry.key());
      for (int at = 1; at + HASH <= entry.value().length; at += HASH) {
        byte[] hash = Arrays.copyOfRange(entry.value(), at, at + HASH);
        forget(work, MailKeys.messageId(work.account(), hash), thread);
      }
    }
  }

  /// The other messages of a thread that have an entry, as they are at this point of the commit.
  /// The one that began it gets its entry when it goes, maybe in this very commit.
  private static List<Entry> members(Work work, Members members, long thread, long email) {
    List<Entry> others = new ArrayList<>();
    List<Entry> stored = members.of(work, thread);
    for (Entry entry : stored) {
      long member = MailKeys.member(entry.key());
      byte[] now = work.get(Subspace.THREAD, entry.key());
      if (now != null && member != email && member != thread) {
        others.add(new Entry(entry.key(), now));
      }
    }
    byte[] first = MailKeys.threadMember(work.account(), thread, thread);
    byte[] gone = thread == email ? null : work.get(Subspace.THREAD, first);
    if (gone != null) {
      others.add(new Entry(first, gone));
    }
    return others;
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
