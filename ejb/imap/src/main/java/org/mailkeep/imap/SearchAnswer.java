package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.imap.Matcher.Candidate;
import org.mailkeep.imap.Matcher.Verdict;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;

/// The answer to a SEARCH, SORT or THREAD. Each part looks at a bounded number of messages and
/// octets; what was found is told once all is found.
final class SearchAnswer implements LongAnswer {
  /// Messages that one part judges by the mailbox's view alone.
  private static final int LOOK = 65_536;

  /// Octets of messages that one part reads, about.
  private static final long READ = 4 << 20;

  private final SelectedMailbox mailbox;
  private final Matcher matcher;
  private final MessageTexts.Source texts;
  private final FoundMessages results;
  private final Indexes.Walk walk;
  private final @Nullable Code code;
  private final Indexes.Builder found = new Indexes.Builder();

  private long modSeq;
  private @Nullable LongAnswer telling;

  SearchAnswer(
      Session session,
      MessageTexts.Source texts,
      Matcher matcher,
      MessageLimits limits,
      FoundMessages results) {
    this.mailbox = session.selected();
    this.texts = texts;
    this.matcher = matcher;
    this.results = results;
    MessageLimits.Part part = limits.within(matcher.scope(), mailbox.known());
    this.walk = part.messages().walk();
    this.code = part.code();
  }

  @Override
  public Answer next() {
    if (telling != null) {
      return telling.next();
    }
    look();
    if (walk.more()) {
      return Answer.more(List.of());
    }
    long highest = matcher.asksModSeq() ? modSeq : 0;
    telling = results.tell(new FoundMessages.Found(found.build(), highest, code));
    return telling.next();
  }

  private void look() {
    MailboxView latest = mailbox.latest();
    List<Candidate> group = new ArrayList<>();
    int unknown = 0;
    for (int looked = 0; walk.more() && looked < LOOK && unknown < MESSAGES; looked++) {
      Candidate candidate = candidate(latest, walk.next());
      switch (matcher.judge(candidate)) {
        case YES -> group.add(candidate);
        case NO -> {}
        case UNKNOWN -> {
          group.add(candidate);
          unknown++;
        }
      }
    }
    settle(group, unknown > 0);
  }

  private Candidate candidate(MailboxView latest, int index) {
    MailboxView known = mailbox.known();
    if (latest == known) {
      return new Candidate(index, known, index, null);
    }
    int now = latest.indexOf(known.uid(index));
    return now < 0
        ? new Candidate(index, known, index, null)
        : new Candidate(index, latest, now, null);
  }

  /// Reads messages that are undecided; when they are too many octets, the rest waits.
  private void settle(List<Candidate> group, boolean undecided) {
    Map<EmailId, StoredMessage> stored =
        undecided
            ? mailbox
                .account()
                .messages(
                    group.stream()
                        .filter(candidate -> matcher.judge(candidate) == Verdict.UNKNOWN)
                        .map(candidate -> candidate.view().email(candidate.at()))
                        .toList())
            : Map.of();
    long read = 0;
    for (Candidate candidate : group) {
      if (read > READ) {
        walk.back(candidate.index());
        return;
      }
      StoredMessage message = stored.get(candidate.view().email(candidate.at()));
      if (message == null) {
        keep(candidate, matcher.judge(candidate));
        continue;
      }
      MessageTexts content = texts.of(message);
      keep(candidate, matcher.judge(candidate.with(content)));
      read += content.octetsRead();
    }
  }

  private void keep(Candidate candidate, Verdict verdict) {
    if (verdict == Verdict.YES) {
      found.add(candidate.index(), candidate.index());
      modSeq = Math.max(modSeq, candidate.view().modSeq(candidate.at()));
    }
  }
}
