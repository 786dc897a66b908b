package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.imap.Matcher.Candidate;
import org.mailkeep.imap.Matcher.Verdict;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Command.SearchReturn;
import org.mailkeep.wire.imap.Numbers;
import org.mailkeep.wire.imap.Response;

/// The answer to a SEARCH. Each part looks at a bounded number of messages and octets; what was
/// found is told in the last one.
final class SearchAnswer implements LongAnswer {
  /// Messages that one part judges by the mailbox's view alone.
  private static final int LOOK = 65_536;

  /// Octets of messages that one part reads, about.
  private static final long READ = 4 << 20;

  private final Session session;
  private final SelectedMailbox mailbox;
  private final Command.Search command;
  private final Matcher matcher;
  private final MessageTexts.Source texts;
  private final Indexes.Builder found = new Indexes.Builder();
  private List<Response> first;
  private int at;
  private long modSeq;

  SearchAnswer(
      Session session,
      MessageTexts.Source texts,
      Command.Search command,
      Matcher matcher,
      List<Response> first) {
    this.session = session;
    this.mailbox = session.selected();
    this.texts = texts;
    this.command = command;
    this.matcher = matcher;
    this.first = first;
  }

  @Override
  public Answer next() {
    MailboxView latest = mailbox.latest();
    List<Candidate> group = new ArrayList<>();
    int end = (int) Math.min(mailbox.known().count(), (long) at + LOOK);
    int unknown = 0;
    while (at < end && unknown < MESSAGES) {
      Candidate candidate = candidate(latest, at);
      switch (matcher.judge(candidate)) {
        case YES -> group.add(candidate);
        case NO -> {}
        case UNKNOWN -> {
          group.add(candidate);
          unknown++;
        }
      }
      at++;
    }
    settle(group, unknown > 0);
    if (at < mailbox.known().count()) {
      return Answer.more(List.of());
    }
    List<Response> responses = new ArrayList<>(first);
    first = List.of();
    tell(found.build(), responses);
    return Answer.ok(responses, "Searched");
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
            ? session
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
        at = candidate.index();
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

  private void tell(Indexes matches, List<Response> responses) {
    MailboxView known = mailbox.known();
    long highest = matcher.asksModSeq() ? modSeq : 0;
    boolean extended = command.extended() || session.revision2();
    if (!extended) {
      responses.add(new Response.Found(matches.numbers(known, command.by()), highest));
      return;
    }
    Set<SearchReturn> returns = command.extended() ? command.returns() : Set.of(SearchReturn.ALL);
    if (returns.contains(SearchReturn.SAVE)) {
      mailbox.save(saved(matches, returns));
      if (returns.size() == 1) {
        return;
      }
    }
    responses.add(
        new Response.ExtendedFound(
            command.by(),
            returns.contains(SearchReturn.MIN) ? edge(matches, true) : null,
            returns.contains(SearchReturn.MAX) ? edge(matches, false) : null,
            returns.contains(SearchReturn.ALL) ? all(matches) : null,
            returns.contains(SearchReturn.COUNT) ? (Long) (long) matches.count() : null,
            highest));
  }

  private @Nullable Numbers all(Indexes matches) {
    return matches.isEmpty() ? null : matches.numbers(mailbox.known(), command.by());
  }

  private @Nullable Long edge(Indexes matches, boolean lowest) {
    if (matches.isEmpty()) {
      return null;
    }
    int index = lowest ? matches.first(0) : matches.last(matches.runs() - 1);
    return Indexes.number(mailbox.known(), index, command.by());
  }

  /// What `$` is afterwards: with MIN or MAX only those, else all (RFC 9051 §6.4.4.1).
  private static Indexes saved(Indexes matches, Set<SearchReturn> returns) {
    boolean edges = returns.contains(SearchReturn.MIN) || returns.contains(SearchReturn.MAX);
    boolean whole = returns.contains(SearchReturn.ALL) || returns.contains(SearchReturn.COUNT);
    if (matches.isEmpty() || whole || !edges) {
      return matches;
    }
    Indexes.Builder ends = new Indexes.Builder();
    if (returns.contains(SearchReturn.MIN)) {
      ends.add(matches.first(0), matches.first(0));
    }
    if (returns.contains(SearchReturn.MAX)) {
      int last = matches.last(matches.runs() - 1);
      ends.add(last, last);
    }
    return ends.build();
  }
}
