package org.mailkeep.store.api;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;

/// A full-text index of messages. Safe for many threads, shared by all nodes of a store.
///
/// What changes it is durable when the method returns, and seen by every [#find] that begins later.
/// All of it can be repeated: whoever does not know whether something happened does it again.
/// Methods throw [StoreException] when the store cannot do it now; part of a list may then be done.
public interface SearchStore {
  /// A name that the store gave itself when it was empty: another one stands for a store that lost
  /// what it knew, or is not the one of before.
  String generation();

  /// Adds documents. One that is there already stays as it is: a message never changes.
  ///
  /// @param documents of any accounts; at most some megabytes of text together
  void index(List<SearchDocument> documents);

  /// Removes documents, where they are there.
  void remove(AccountId account, Collection<EmailId> emails);

  /// Whether so much was removed of an account that the index would be much smaller if the account
  /// were removed and indexed anew.
  default boolean isWorn(AccountId account) {
    return false;
  }

  /// Removes all documents of an account.
  void removeAccount(AccountId account);

  /// Removes all documents, and takes another [#generation].
  void clear();

  /// Accounts of which there are, or were, documents, each once, in an order of the store's own.
  ///
  /// @param after the last one that is known; null for the first
  /// @param limit the most that come back, at least 1
  List<AccountId> accounts(@Nullable AccountId after, int limit);

  /// The messages of an account that a query matches, of all that are indexed.
  EmailSet find(AccountId account, SearchQuery query);
}
