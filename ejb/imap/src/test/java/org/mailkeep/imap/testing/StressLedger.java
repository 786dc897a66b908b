package org.mailkeep.imap.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// What the clients of a [StressRun] know together: what was acknowledged, and what each version of
/// a message was like. For any threads.
final class StressLedger {
  /// A message of a mailbox.
  record Name(String mailbox, long uid) {}

  private record Version(Name name, long modseq) {}

  private final Map<Name, String> subjects = new ConcurrentHashMap<>();
  private final Set<Name> made = ConcurrentHashMap.newKeySet();
  private final Set<Name> gone = ConcurrentHashMap.newKeySet();
  private final Set<Name> deleted = ConcurrentHashMap.newKeySet();
  private final Map<Name, Set<String>> movers = new ConcurrentHashMap<>();
  private final Map<Name, Set<Name>> sources = new ConcurrentHashMap<>();
  private final Map<Version, Set<String>> flags = new ConcurrentHashMap<>();
  private final Map<Name, Long> newest = new ConcurrentHashMap<>();
  private final Map<String, Long> highest = new ConcurrentHashMap<>();
  private final Map<String, Long> highestUid = new ConcurrentHashMap<>();
  private final Map<String, Long> validities = new ConcurrentHashMap<>();

  /// A message was told: it always has the same subject.
  ///
  /// @param subject "" when that is not known yet
  void seen(String mailbox, long uid, String subject) {
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

  /// A command that made a message was acknowledged, or is known to have been done.
  void made(String mailbox, long uid, String subject) {
    assertTrue(made.add(new Name(mailbox, uid)), () -> uid + " was made twice in " + mailbox);
    seen(mailbox, uid, subject);
  }

  /// A message was made as a copy.
  void copied(String mailbox, long uid, Name of) {
    made(mailbox, uid, subject(of));
    stems(new Name(mailbox, uid), of);
  }

  /// A message is, or may be, a copy of another: then it has its flags, so \Deleted, too.
  void stems(Name copy, Name from) {
    sources.computeIfAbsent(copy, _ -> ConcurrentHashMap.newKeySet()).add(from);
  }

  /// The subject of a message, or "".
  String subject(Name name) {
    return subjects.getOrDefault(name, "");
  }

  /// Whether it is known which command made a message.
  boolean isMade(Name name) {
    return made.contains(name);
  }

  /// The messages that were told and of which it is not known what made them, by UID.
  List<Name> unexplained(String mailbox) {
    Set<Long> uids = new TreeSet<>();
    for (Name name : subjects.keySet()) {
      if (name.mailbox().equals(mailbox) && !made.contains(name)) {
        uids.add(name.uid());
      }
    }
    return uids.stream().map(uid -> new Name(mailbox, uid)).toList();
  }

  /// Someone is about to set `\Deleted`, so that anyone may remove these messages.
  void deleted(String mailbox, Collection<Long> uids) {
    for (long uid : uids) {
      seen(mailbox, uid, "");
      deleted.add(new Name(mailbox, uid));
    }
  }

  /// A command is about to move these messages away.
  ///
  /// @param by names the command
  void moved(String mailbox, Collection<Long> uids, String by) {
    for (long uid : uids) {
      seen(mailbox, uid, "");
      movers.computeIfAbsent(new Name(mailbox, uid), _ -> ConcurrentHashMap.newKeySet()).add(by);
    }
  }

  /// Whether a message may be gone for a reason.
  boolean isCondemned(Name name) {
    return isCondemned(name, "");
  }

  /// Whether a message may be gone for a reason other than one command.
  boolean isCondemned(Name name, String besides) {
    Set<String> by = movers.getOrDefault(name, Set.of());
    return by.stream().anyMatch(each -> !each.equals(besides)) || isDeleted(name, new HashSet<>());
  }

  private boolean isDeleted(Name name, Set<Name> asked) {
    return deleted.contains(name)
        || (asked.add(name)
            && sources.getOrDefault(name, Set.of()).stream()
                .anyMatch(source -> isDeleted(source, asked)));
  }

  /// A message was told to be gone.
  void gone(String mailbox, long uid) {
    seen(mailbox, uid, "");
    gone.add(new Name(mailbox, uid));
  }

  /// Whether someone was told that a message is gone.
  boolean isGone(Name name) {
    return gone.contains(name);
  }

  /// Flags of a version were told: it always has the same.
  void told(String mailbox, long uid, long modseq, Set<String> told) {
    seen(mailbox, uid, "");
    Version version = new Version(new Name(mailbox, uid), modseq);
    Set<String> known = flags.putIfAbsent(version, Set.copyOf(told));
    assertEquals(known == null ? told : known, told, version::toString);
  }

  /// A version of a message was told.
  void told(String mailbox, long uid, long modseq) {
    newest.merge(new Name(mailbox, uid), modseq, Math::max);
    reached(mailbox, modseq);
  }

  /// The newest version of a message that was told, or 0.
  long newest(Name name) {
    return newest.getOrDefault(name, 0L);
  }

  /// A version of a mailbox was told.
  void reached(String mailbox, long modseq) {
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

  /// UIDVALIDITY was told: it is always the same.
  void valid(String mailbox, long validity) {
    Long known = validities.putIfAbsent(mailbox, validity);
    assertEquals(known == null ? validity : known, validity, () -> "UIDVALIDITY of " + mailbox);
  }

  /// All messages of a mailbox that were acknowledged or told.
  List<Name> known(String mailbox) {
    return subjects.keySet().stream().filter(name -> name.mailbox().equals(mailbox)).toList();
  }
}
