package org.mailkeep.imap;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Flags;
import org.mailkeep.wire.imap.SearchKey;
import org.mailkeep.wire.imap.SearchKey.Relation;
import org.mailkeep.wire.imap.SequenceSet;

/// Says whether messages match a search key. What the mailbox's view knows is asked first; only
/// messages that are still undecided have to be read.
final class Matcher {
  private final SearchKey root;
  private final SelectedMailbox mailbox;
  private final TextKeys texts;
  private final Instant now;
  private final Map<SearchKey, Indexes> numbers = new HashMap<>();
  private boolean asksModSeq;

  /// Whether a message matches.
  enum Verdict {
    /// It does.
    YES,
    /// It does not.
    NO,
    /// Its content has to be read.
    UNKNOWN;

    static Verdict of(boolean matches) {
      return matches ? YES : NO;
    }

    Verdict not() {
      return switch (this) {
        case YES -> NO;
        case NO -> YES;
        case UNKNOWN -> UNKNOWN;
      };
    }
  }

  /// A message to be judged.
  ///
  /// @param index in the known view
  /// @param view where its flags are looked up
  /// @param at index in that view
  /// @param content null when it is not read yet
  record Candidate(int index, MailboxView view, int at, @Nullable MessageTexts content) {
    /// The same with its content.
    Candidate with(MessageTexts texts) {
      return new Candidate(index, view, at, texts);
    }
  }

  private Matcher(SearchKey root, SelectedMailbox mailbox, TextKeys texts, Instant now) {
    this.root = root;
    this.mailbox = mailbox;
    this.texts = texts;
    this.now = now;
  }

  /// Numbers in the key mean messages of the mailbox's known view.
  static Matcher of(SearchKey key, SelectedMailbox mailbox, TextKeys texts, InstantSource clock) {
    Matcher matcher = new Matcher(key, mailbox, texts, clock.instant());
    matcher.prepare(key);
    return matcher;
  }

  private void prepare(SearchKey key) {
    switch (key) {
      case SearchKey.And(var keys) -> keys.forEach(this::prepare);
      case SearchKey.Or(var left, var right) -> {
        prepare(left);
        prepare(right);
      }
      case SearchKey.Not(var inner) -> prepare(inner);
      case SearchKey.Sequence(var set) -> numbers.put(key, numbers(set, Numbering.SEQUENCE));
      case SearchKey.Uid(var set) -> numbers.put(key, numbers(set, Numbering.UID));
      case SearchKey.ModSeq _ -> asksModSeq = true;
      case SearchKey.OfContent inside -> texts.prepare(inside);
      case SearchKey.All _,
          SearchKey.HasFlag _,
          SearchKey.HasKeyword _,
          SearchKey.Received _,
          SearchKey.Saved _,
          SearchKey.Younger _,
          SearchKey.Older _,
          SearchKey.Larger _,
          SearchKey.Smaller _ -> {
        // nothing to look up beforehand
      }
    }
  }

  private Indexes numbers(SequenceSet set, Numbering by) {
    return Indexes.of(mailbox, set, by);
  }

  /// Whether MODSEQ is among the keys, so that the answer tells the highest one.
  boolean asksModSeq() {
    return asksModSeq;
  }

  /// The messages among which matching ones are.
  Indexes scope() {
    Indexes narrow = null;
    for (SearchKey key : root instanceof SearchKey.And(var keys) ? keys : List.of(root)) {
      Indexes named = numbers.get(key);
      if (named != null && (narrow == null || named.count() < narrow.count())) {
        narrow = named;
      }
    }
    return narrow == null ? Indexes.all(mailbox.known()) : narrow;
  }

  Verdict judge(Candidate message) {
    return judge(root, message);
  }

  private Verdict judge(SearchKey key, Candidate message) {
    MailboxView view = message.view();
    int at = message.at();
    return switch (key) {
      case SearchKey.All _ -> Verdict.YES;
      case SearchKey.And(var keys) -> {
        Verdict all = Verdict.YES;
        for (SearchKey part : keys) {
          all = and(all, part, message);
          if (all == Verdict.NO) {
            break;
          }
        }
        yield all;
      }
      case SearchKey.Or(var left, var right) -> or(left, right, message);
      case SearchKey.Not(var inner) -> judge(inner, message).not();
      case SearchKey.HasFlag(int flag) -> Verdict.of(flag(view, at, flag));
      case SearchKey.HasKeyword(var keyword) -> Verdict.of(view.flags(at).hasKeyword(keyword));
      case SearchKey.Sequence _, SearchKey.Uid _ ->
          Verdict.of(Objects.requireNonNull(numbers.get(key)).contains(message.index()));
      case SearchKey.Received(var relation, var date) ->
          Verdict.of(stands(day(view.received(at)), relation, date));
      case SearchKey.Saved(var relation, var date) ->
          Verdict.of(stands(day(view.saved(at)), relation, date));
      case SearchKey.Younger(long seconds) ->
          Verdict.of(!view.received(at).isBefore(now.minusSeconds(seconds)));
      case SearchKey.Older(long seconds) ->
          Verdict.of(!view.received(at).isAfter(now.minusSeconds(seconds)));
      case SearchKey.Larger(long octets) -> Verdict.of(view.size(at) > octets);
      case SearchKey.Smaller(long octets) -> Verdict.of(view.size(at) < octets);
      case SearchKey.ModSeq(long least) -> Verdict.of(view.modSeq(at) >= least);
      case SearchKey.OfContent inside -> content(inside, message);
    };
  }

  private Verdict and(Verdict before, SearchKey key, Candidate message) {
    Verdict verdict = judge(key, message);
    if (before == Verdict.NO || verdict == Verdict.NO) {
      return Verdict.NO;
    }
    return verdict == Verdict.YES ? before : verdict;
  }

  private Verdict or(SearchKey left, SearchKey right, Candidate message) {
    Verdict first = judge(left, message);
    if (first == Verdict.YES) {
      return first;
    }
    Verdict second = judge(right, message);
    return second == Verdict.NO ? first : second;
  }

  private boolean flag(MailboxView view, int at, int flag) {
    return flag == Flags.RECENT
        ? mailbox.recent(view.uid(at))
        : view.flags(at).has(FlagNames.flag(flag));
  }

  private Verdict content(SearchKey.OfContent key, Candidate message) {
    MessageTexts content = message.content();
    if (content == null) {
      return texts.judge(key, message.view().email(message.at()).value());
    }
    SearchQuery meaning = texts.meaning(key);
    if (meaning != null && content.matches(meaning)) {
      return Verdict.YES;
    }
    if (meaning != null && content.isInDocument()) {
      return Verdict.NO;
    }
    return Verdict.of(
        switch (key) {
          case SearchKey.Sent(var relation, var date) -> {
            LocalDate sent = content.sent();
            yield sent != null && stands(sent, relation, date);
          }
          case SearchKey.Header(var name, var text) -> content.headerContains(name, text);
          case SearchKey.EmailId(var id) -> content.emailId().equals(id);
          case SearchKey.ThreadId(var id) -> content.threadId().equals(id);
          case SearchKey.Body(var text) -> content.bodyContains(text);
          case SearchKey.Text(var text) -> content.contains(text);
        });
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private static boolean stands(LocalDate day, Relation relation, LocalDate date) {
    return switch (relation) {
      case BEFORE -> day.isBefore(date);
      case ON -> day.equals(date);
      case SINCE -> !day.isBefore(date);
    };
  }
}
