package org.mailkeep.imap.testing;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mailkeep.imap.testing.StressEffect.Filed;
import org.mailkeep.imap.testing.StressEffect.Transferred;
import org.mailkeep.imap.testing.StressLedger.Name;

/// What a server has when no client does anything, against what was acknowledged, told, and cut
/// off.
///
/// @param views what a new client is told of each mailbox
record StressAftermath(StressLedger ledger, Map<String, StressView> views) {
  /// A message that a command makes.
  ///
  /// @param subject of it, or "" if that is not known
  /// @param optional whether it may be missing: the one that it comes from, or itself, may have
  ///   been removed
  private record Part(String subject, boolean optional) {}

  /// @param unfinished what was sent and not replied to when the server was killed
  void verify(List<StressEffect> unfinished) {
    for (StressView view : views.values()) {
      explain(view.mailbox, unfinished);
    }
    for (StressView view : views.values()) {
      complete(view);
    }
  }

  /// Each message was made by a command that was acknowledged, or is part of all that one of the
  /// unfinished makes. What one makes has neighbouring UIDs, as it is in one commit.
  private void explain(String mailbox, List<StressEffect> unfinished) {
    List<StressEffect> makers =
        unfinished.stream().filter(effect -> makesIn(mailbox, effect)).toList();
    List<Name> found = ledger.unexplained(mailbox);
    assertTrue(
        explained(found, 0, makers),
        () -> {
          var subjects =
              found.stream().map(name -> name.uid() + " " + ledger.subject(name)).toList();
          return mailbox + " has " + subjects + ", unfinished were " + described(makers);
        });
    for (Name name : found) {
      ledger.made(mailbox, name.uid(), "");
      for (StressEffect effect : makers) {
        if (effect instanceof Transferred transferred) {
          sources(transferred).stream()
              .filter(source -> same(ledger.subject(source), ledger.subject(name)))
              .forEach(source -> ledger.stems(name, source));
        }
      }
    }
  }

  private static boolean makesIn(String mailbox, StressEffect effect) {
    return switch (effect) {
      case Filed filed -> filed.mailbox().equals(mailbox);
      case Transferred transferred -> transferred.to().equals(mailbox);
      case StressEffect.Marked _, StressEffect.None _ -> false;
    };
  }

  private boolean explained(List<Name> found, int from, List<StressEffect> makers) {
    if (from == found.size()) {
      return makers.stream().allMatch(this::mayBeUndone);
    }
    for (StressEffect maker : makers) {
      if (mayBeDone(maker)) {
        List<StressEffect> others = new ArrayList<>(makers);
        others.remove(maker);
        for (int end : ends(found, from, parts(maker))) {
          if (end > from && explained(found, end, others)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /// Where what a command made may end, when it begins at a place.
  private Set<Integer> ends(List<Name> found, int at, List<Part> parts) {
    if (parts.isEmpty()) {
      return Set.of(at);
    }
    Set<Integer> ends = new TreeSet<>();
    Part part = parts.getFirst();
    List<Part> rest = parts.subList(1, parts.size());
    if (at < found.size() && same(part.subject(), ledger.subject(found.get(at)))) {
      ends.addAll(ends(found, at + 1, rest));
    }
    if (part.optional()) {
      ends.addAll(ends(found, at, rest));
    }
    return ends;
  }

  private static boolean same(String one, String other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  private List<Part> parts(StressEffect maker) {
    return switch (maker) {
      case Filed filed -> filed.subjects().stream().map(each -> new Part(each, false)).toList();
      case Transferred transferred ->
          sources(transferred).stream()
              .map(each ->
                  new Part(ledger.subject(each), ledger.isCondemned(each, transferred.by())))
              .toList();
      case StressEffect.Marked _, StressEffect.None _ -> List.of();
    };
  }

  private static List<Name> sources(Transferred transferred) {
    return transferred.uids().stream().map(uid -> new Name(transferred.from(), uid)).toList();
  }

  /// What was moved is no longer where it was.
  private boolean mayBeDone(StressEffect maker) {
    return !(maker instanceof Transferred transferred)
        || !transferred.moves()
        || sources(transferred).stream().noneMatch(this::isThere);
  }

  /// What was not moved is where it was, unless someone else took it away.
  private boolean mayBeUndone(StressEffect maker) {
    return !(maker instanceof Transferred transferred)
        || !transferred.moves()
        || sources(transferred).stream()
            .allMatch(each -> isThere(each) || ledger.isCondemned(each, transferred.by()));
  }

  private boolean isThere(Name name) {
    StressView view = requireNonNull(views.get(name.mailbox()));
    return view.messages.stream().anyMatch(message -> message.uid == name.uid());
  }

  private String described(List<StressEffect> makers) {
    var text = new StringBuilder();
    for (StressEffect maker : makers) {
      text.append('\n').append(maker).append(' ').append(parts(maker));
      text.append(mayBeDone(maker) ? "" : ", not done");
      text.append(mayBeUndone(maker) ? "" : ", done");
    }
    return text.toString();
  }

  /// What was acknowledged is there, unless someone wanted it away, and as new as it was told.
  private void complete(StressView view) {
    for (StressView.Message message : view.messages) {
      Name name = new Name(view.mailbox, message.uid);
      assertFalse(ledger.isGone(name), () -> "came back: " + name);
      long newest = ledger.newest(name);
      assertTrue(message.modseq >= newest, () -> name + " was told with version " + newest);
    }
    List<Name> lost = new ArrayList<>();
    for (Name name : ledger.known(view.mailbox)) {
      if (!isThere(name) && !ledger.isCondemned(name)) {
        lost.add(name);
      }
    }
    assertEquals(List.of(), lost);
  }
}
