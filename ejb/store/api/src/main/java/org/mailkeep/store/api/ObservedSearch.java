package org.mailkeep.store.api;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.telemetry.Events;

/// A full-text index whose failures, and what takes too long, are told of; a [StoreWatch] hears
/// each. While that says that the store fails, nobody waits for it: all fails at once, until a
/// check finds that it serves again.
public final class ObservedSearch implements SearchStore {
  private final SearchStore search;
  private final StoreWatch watch;
  private final Observer observer;

  /// @param watch hears of failures
  /// @param slow what takes longer is told of
  public ObservedSearch(SearchStore search, StoreWatch watch, Events events, Duration slow) {
    this.search = search;
    this.watch = watch;
    this.observer = new Observer(watch, events, slow);
  }

  @Override
  public String generation() {
    return observer.read("generation", present()::generation);
  }

  @Override
  public void index(List<SearchDocument> documents) {
    SearchStore now = present();
    observer.change("index", () -> now.index(documents));
  }

  @Override
  public void remove(AccountId account, Collection<EmailId> emails) {
    SearchStore now = present();
    observer.change("remove", () -> now.remove(account, emails));
  }

  @Override
  public boolean isWorn(AccountId account) {
    return observer.read("find", () -> search.isWorn(account));
  }

  @Override
  public void removeAccount(AccountId account) {
    SearchStore now = present();
    observer.change("remove", () -> now.removeAccount(account));
  }

  @Override
  public void clear() {
    observer.change("clear", present()::clear);
  }

  @Override
  public List<AccountId> accounts(@Nullable AccountId after, int limit) {
    SearchStore now = present();
    return observer.read("find", () -> now.accounts(after, limit));
  }

  @Override
  public EmailSet find(AccountId account, SearchQuery query) {
    SearchStore now = present();
    return observer.read("find", () -> now.find(account, query));
  }

  private SearchStore present() {
    if (watch.state() instanceof StoreState.Failing(var reason)) {
      throw new StoreException.Unavailable(reason);
    }
    return search;
  }
}
