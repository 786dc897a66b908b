package org.mailkeep.imap;

import java.util.List;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Command.SearchReturn;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.SearchKey;

/// SEARCH, SORT and THREAD, also by UID (RFC 9051 §6.4.4, RFC 3501 §6.4.4, RFC 5256, RFC 5267, RFC
/// 7162 §3.1.5). The place for what is still to come of the kind: CONTEXT (RFC 5267), FUZZY (RFC
/// 6203) and MULTISEARCH (RFC 7377).
final class Search {
  private final ImapBackend backend;

  Search(ImapBackend backend) {
    this.backend = backend;
  }

  Answer search(Session session, Command.Search command, ImapRules rules) {
    boolean saves = command.returns().has(SearchReturn.SAVE);
    Beginning beginning = beginning(session, command.by(), command.key(), saves, rules);
    return beginning.with(new SearchResults(session, command.by(), command.returns()), false);
  }

  Answer sort(Session session, Command.Sort command, ImapRules rules) {
    boolean saves = command.returns().has(SearchReturn.SAVE);
    Beginning beginning = beginning(session, command.by(), command.key(), saves, rules);
    return beginning.with(new SortResults(session, command), true);
  }

  Answer thread(Session session, Command.ThreadMessages command, ImapRules rules) {
    Beginning beginning = beginning(session, command.by(), command.key(), false, rules);
    return beginning.with(new ThreadResults(session, command), true);
  }

  /// What all begin with.
  @FunctionalInterface
  private interface Beginning {
    /// @param whole whether results of a part of the messages would be wrong ones, as orders and
    ///   threads are (RFC 9738 §3.1)
    Answer with(FoundMessages results, boolean whole);
  }

  private Beginning beginning(
      Session session, Numbering by, SearchKey key, boolean saves, ImapRules rules) {
    List<Response> news = session.selected().catchUp(by == Numbering.UID, SelectedMailbox.Own.NONE);
    try {
      Matcher matcher = matcher(session, key, rules);
      int count = matcher.scope().count();
      if (saves) {
        session.selected().save(Indexes.NONE); // what fails saves nothing, RFC 5182 §2.1
      }
      return (results, whole) ->
          whole && !rules.limits().allows(count)
              ? new Answer(news, rules.limits().refusal(count).orElseThrow().then())
              : begin(session, matcher, rules.limits(), results, news);
    } catch (ReplyException e) {
      return (_, _) -> e.after(news);
    }
  }

  private Matcher matcher(Session session, SearchKey key, ImapRules rules) {
    AccountId account = session.selected().account().id();
    TextKeys texts = new TextKeys(backend.search(), rules.match(), account);
    Matcher matcher = Matcher.of(key, session.selected(), texts, backend.clock());
    if (matcher.asksModSeq()) {
      session.enableModSeqs();
    }
    return matcher;
  }

  private Answer begin(
      Session session,
      Matcher matcher,
      MessageLimits limits,
      FoundMessages results,
      List<Response> first) {
    var texts =
        new MessageTexts.Source(
            session.selected().account().id(),
            backend.blobs(),
            backend.search().documents(),
            backend.mime().headerBytes());
    return session.begin(new SearchAnswer(session, texts, matcher, limits, results, first));
  }
}
