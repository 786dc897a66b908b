package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the clients of a [SharedMailboxStressTest] know together: what was acknowledged, and what
/// each version of a message was like. For any threads.
final class StressLedger {
  /// A message of a mailbox.
  record Name(String mailbox, long uid) {}

  private record Version(Name name, long modseq) {}

  private final Map<Name, String> subjects = new ConcurrentHashMap<>();
  private final Set<Name> gone = ConcurrentHashMap.newKeySet();
  private final Set<Name> condemned = ConcurrentHashMap.newKeySet();
  private final Map<Name, Name> sources = new ConcurrentHashMap<>();
  private final Map<Version, Set<String>> flags = new ConcurrentHashMap<>();
  private final Map<String, Long> highest = new ConcurrentHashMap<>();
  private final Map<String, Long> highestUid = new ConcurrentHashMap<>();

  /// A message was acknowledged, or told: it always has the same subject.
  void created(String mailbox, long uid, String subject) {
    Name name = new Name(mailbox, uid);
    subjects.merge(name, subject, (known, told) -> same(name, known, told));
    highestUid.merge(mailbox, uid, Math::max);
  }

  /// The subject of a message; "" is one that is not known yet, as that of a copy of what another
  /// client is being told of.
  private static String same(Name name, String known, String told) {
    if (known.isEmpty() || told.isEmpty()) {
      return known + told;
    }
    assertEquals(known, told, name::toString);
    return known;
  }

  /// Whether someone was told that a message is there.
  boolean isKnown(String mailbox, long uid) {
    return subjects.containsKey(new Name(mailbox, uid));
  }

  /// Someone is about to do what may remove a message.
  void condemned(String mailbox, long uid) {
    condemned.add(new Name(mailbox, uid));
  }

  /// A copy has the flags of what it is a copy of, so \Deleted, too.
  void copied(String mailbox, long uid, Name of) {
    sources.put(new Name(mailbox, uid), of);
    String subject = subjects.get(of);
    created(mailbox, uid, subject == null ? "" : subject);
  }

  /// Whether a message may be gone for a reason.
  boolean isCondemned(Name name) {
    for (Name at = name; at != null; at = sources.get(at)) {
      if (condemned.contains(at)) {
        return true;
      }
    }
    return false;
  }

  /// A message was told to be gone.
  void gone(String mailbox, long uid) {
    gone.add(new Name(mailbox, uid));
  }

  /// Whether someone was told that a message is gone.
  boolean isGone(String mailbox, long uid) {
    return gone.contains(new Name(mailbox, uid));
  }

  /// Flags of a version were told: it always has the same.
  void told(String mailbox, long uid, long modseq, Set<String> told) {
    Version version = new Version(new Name(mailbox, uid), modseq);
    Set<String> known = flags.putIfAbsent(version, Set.copyOf(told));
    assertEquals(known == null ? told : known, told, version::toString);
    highest.merge(mailbox, modseq, Math::max);
  }

  /// The newest version that was told of a mailbox: what is asked later may not know less.
  long highest(String mailbox) {
    return highest.getOrDefault(mailbox, 0L);
  }

  /// The last UID that was told of a mailbox.
  long highestUid(String mailbox) {
    return highestUid.getOrDefault(mailbox, 0L);
  }

  /// All messages that were acknowledged or told.
  Set<Name> known() {
    return subjects.keySet();
  }
}
