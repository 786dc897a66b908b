package org.mailkeep.imap;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.imap.Matcher.Verdict;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.search.MessageDocuments;
import org.mailkeep.search.MessageSearch;
import org.mailkeep.search.text.TextAnalysis;
import org.mailkeep.search.text.Words;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.wire.imap.SearchKey;

/// What is known of the texts that a SEARCH asks for before any message is read.
///
/// BODY and TEXT may match flexibly (RFC 9051 §6.4.4): unless the operator wants substrings, they
/// match a message in which the words stand as they are written, or in other forms of the same
/// words. All other keys match substrings. The index answers for the messages that it knows; what
/// it cannot tell for certain, and messages that it does not know, are read.
final class TextKeys {
  private final MessageSearch search;
  private final ImapRules.SearchMatch match;
  private final AccountId account;
  private final Map<SearchKey.OfContent, Known> known = new HashMap<>();

  /// Of one key.
  ///
  /// @param meaning what a message that is read is held against; empty for a substring
  /// @param hits empty when the index says nothing
  /// @param certain whether a hit is one without reading the message
  private record Known(
      Optional<SearchQuery> meaning, Optional<MessageSearch.Hits> hits, boolean certain) {
    static final Known NOTHING = new Known(Optional.empty(), Optional.empty(), false);
  }

  TextKeys(MessageSearch search, ImapRules.SearchMatch match, AccountId account) {
    this.search = search;
    this.match = match;
    this.account = account;
  }

  /// Asks the index for a key.
  void prepare(SearchKey.OfContent key) {
    known.computeIfAbsent(
        key,
        _ ->
            switch (key) {
              case SearchKey.Text(var text) -> flexibly(SearchField.TEXT, text);
              case SearchKey.Body(var text) -> flexibly(SearchField.CONTENT, text);
              case SearchKey.Header(var name, var text) -> header(name, text);
              case SearchKey.Sent _, SearchKey.EmailId _, SearchKey.ThreadId _ -> Known.NOTHING;
            });
  }

  /// Whether a message matches, as far as the index knows.
  Verdict judge(SearchKey.OfContent key, long email) {
    Known of = known.getOrDefault(key, Known.NOTHING);
    Optional<Boolean> matches = of.hits().flatMap(hits -> hits.matches(email));
    if (matches.isEmpty() || (matches.get() && !of.certain())) {
      return Verdict.UNKNOWN;
    }
    return Verdict.of(matches.get());
  }

  /// What a message that is read is held against; null for a substring.
  @Nullable SearchQuery meaning(SearchKey.OfContent key) {
    return known.getOrDefault(key, Known.NOTHING).meaning().orElse(null);
  }

  private Known flexibly(Set<SearchField> fields, String text) {
    if (match == ImapRules.SearchMatch.SUBSTRING) {
      return Known.NOTHING;
    }
    Optional<SearchQuery> meaning = search.analysis().meaning(fields, text);
    return new Known(meaning, meaning.flatMap(query -> search.find(account, query)), true);
  }

  private Known header(String name, String text) {
    SearchField field = MessageDocuments.field(name);
    if (field == null || text.isEmpty()) {
      return Known.NOTHING;
    }
    if (field == SearchField.ID) {
      return id(text);
    }
    TextAnalysis.Wanted wanted = search.analysis().split(text);
    if (wanted.words().isEmpty() || !wanted.isWhole()) {
      return Known.NOTHING;
    }
    // One word within a word of the field is all that a substring without blanks can be. Several
    // may be parted by something else, and HEADER holds several fields: then a hit is read.
    boolean certain =
        field != SearchField.HEADER && wanted.words().equals(List.of(Words.folded(text)));
    return new Known(
        Optional.empty(), search.find(account, wanted.written(Set.of(field))), certain);
  }

  /// A whole message id, as clients look for them; parts are not indexed.
  private Known id(String text) {
    if (!text.toLowerCase(Locale.ROOT).matches("<[^<>\\s]+>")) {
      return Known.NOTHING;
    }
    Optional<SearchQuery> whole =
        search
            .analysis()
            .id(text)
            .map(id -> new SearchQuery.Words(Set.of(SearchField.ID), List.of(id), false, false));
    return new Known(Optional.empty(), whole.flatMap(query -> search.find(account, query)), false);
  }
}
