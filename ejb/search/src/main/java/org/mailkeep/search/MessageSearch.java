package org.mailkeep.search;

import java.util.Optional;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.IndexJournal;
import org.mailkeep.search.text.TextAnalysis;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.StoreException;

/// What a search may believe of the index. Safe for many threads.
public final class MessageSearch {
  private final IndexJournal journal;
  private final SearchStore search;
  private final TextAnalysis analysis;
  private final MessageDocuments documents;

  public MessageSearch(
      IndexJournal journal, SearchStore search, TextAnalysis analysis, MessageDocuments documents) {
    this.journal = journal;
    this.search = search;
    this.analysis = analysis;
    this.documents = documents;
  }

  /// What the index says.
  ///
  /// @param indexed messages of which it knows all; of others it says nothing
  /// @param found those of them that match; others may be among them
  public record Hits(EmailSet indexed, EmailSet found) {
    /// Whether a message matches; empty when it has to be read to know.
    public Optional<Boolean> matches(long email) {
      return indexed.contains(email) ? Optional.of(found.contains(email)) : Optional.empty();
    }
  }

  /// What searches consist of.
  public TextAnalysis analysis() {
    return analysis;
  }

  /// How messages that are not indexed are compared.
  public MessageDocuments documents() {
    return documents;
  }

  /// Asks the index; empty when it cannot say anything now.
  public Optional<Hits> find(AccountId account, SearchQuery query) {
    try {
      EmailSet before = journal.indexed(account);
      if (before.isEmpty()) {
        return Optional.empty();
      }
      EmailSet found = search.find(account, query);
      // What is no longer noted may have been removed from the index while it was asked.
      EmailSet still = before.and(journal.indexed(account));
      return Optional.of(new Hits(still, found));
    } catch (StoreException _) {
      return Optional.empty();
    }
  }
}
