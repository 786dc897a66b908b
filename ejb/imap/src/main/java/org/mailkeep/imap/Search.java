package org.mailkeep.imap;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Command.SearchReturn;
import org.mailkeep.wire.imap.SearchKey;

/// SEARCH, SORT and THREAD, also by UID (RFC 9051 §6.4.4, RFC 3501 §6.4.4, RFC 5256, RFC 5267, RFC
/// 7162 §3.1.5). The place for what is still to come of the kind: CONTEXT (RFC 5267), FUZZY (RFC
/// 6203) and MULTISEARCH (RFC 7377).
final class Search {
  private final ImapBackend backend;

  Search(ImapBackend backend) {
    this.backend = backend;
  }

  /// Whether a command is to save what it finds as `$` (RFC 5182 §2.1).
  static boolean saves(Command command) {
    return switch (command) {
      case Command.Search search -> search.returns().has(SearchReturn.SAVE);
      case Command.Sort sort -> sort.returns().has(SearchReturn.SAVE);
      case Command _ -> false;
    };
  }

  Answer search(Session session, Command.Search command, ImapRules rules) {
    Criteria criteria = new Criteria(command.by(), command.charset(), command.key(), false);
    FoundMessages results = new SearchResults(session, command.by(), command.returns());
    return begin(session, criteria, results, rules);
  }

  Answer sort(Session session, Command.Sort command, ImapRules rules) {
    Criteria criteria = new Criteria(command.by(), command.charset(), command.key(), true);
    return begin(session, criteria, new SortResults(session, command), rules);
  }

  Answer thread(Session session, Command.ThreadMessages command, ImapRules rules) {
    Criteria criteria = new Criteria(command.by(), command.charset(), command.key(), true);
    return begin(session, criteria, new ThreadResults(session, command), rules);
  }

  /// What all look for.
  ///
  /// @param whole whether results of a part of the messages would be wrong ones, as orders and
  ///   threads are (RFC 9738 §3.1)
  private record Criteria(Numbering by, @Nullable String charset, SearchKey key, boolean whole) {
    /// Whether expunges may be told before: not when the client names messages by numbers, which
    /// would mean others then (RFC 7162 §3.2.10.2).
    boolean allowsExpunges() {
      return by == Numbering.UID && !UidOnly.isNumbered(key);
    }
  }

  private Answer begin(Session session, Criteria criteria, FoundMessages results, ImapRules rules) {
    if (!isKnown(criteria.charset())) {
      return Answer.no(new Code.BadCharset(List.of("US-ASCII", "UTF-8")), "Unknown charset");
    }
    return session.begin(
        session.selected().catchUp(criteria.allowsExpunges(), SelectedMailbox.Own.NONE),
        new LateAnswer(() -> answer(session, criteria, results, rules)));
  }

  private static boolean isKnown(@Nullable String charset) {
    try {
      return charset == null || Charset.isSupported(charset);
    } catch (IllegalCharsetNameException _) {
      return false;
    }
  }

  private LongAnswer answer(
      Session session, Criteria criteria, FoundMessages results, ImapRules rules) {
    SelectedMailbox selected = session.selected();
    AccountId account = selected.account().id();
    TextKeys texts = new TextKeys(backend.search(), rules.match(), account);
    Matcher matcher = Matcher.of(criteria.key(), selected, texts, backend.clock());
    if (matcher.asksModSeq()) {
      session.enableModSeqs();
    }
    if (session.saving()) {
      selected.save(Indexes.NONE); // what fails saves nothing, RFC 5182 §2.1
    }
    int count = matcher.scope().count();
    if (criteria.whole() && !rules.limits().allows(count)) {
      return () -> rules.limits().refusal(count).orElseThrow();
    }
    var contents =
        new MessageTexts.Source(
            account, backend.blobs(), backend.search().documents(), backend.mime().headerBytes());
    return new SearchAnswer(session, contents, matcher, rules.limits(), results);
  }
}
