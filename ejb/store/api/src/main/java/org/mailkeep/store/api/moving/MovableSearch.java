package org.mailkeep.store.api.moving;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.StoreException;

/// A full-text index that can be exchanged for another one while it is used. While another one
/// follows, all that changes this one changes it too; one that fails follows no longer, and does
/// not hold this one up.
public final class MovableSearch implements SearchStore {
  private final ReentrantLock changing = new ReentrantLock(true);
  private volatile SearchStore now;
  private @Nullable SearchStore follower;
  private @Nullable StoreException failure;

  /// @param first which serves until it is exchanged
  public MovableSearch(SearchStore first) {
    this.now = first;
  }

  /// Has another one follow from now on.
  ///
  /// @throws IllegalStateException when one does already
  public void follow(SearchStore other) {
    exclusively(() -> {
      if (follower != null) {
        throw new IllegalStateException("it is being moved already");
      }
      follower = other;
      failure = null;
    });
  }

  /// No other one follows any more.
  public void unfollow() {
    exclusively(() -> follower = null);
  }

  /// Exchanges it for the one that follows.
  ///
  /// @param action done before; when it throws, nothing is exchanged
  /// @return the one of before
  /// @throws StoreException when the other one failed to follow
  public SearchStore become(Runnable action) {
    changing.lock();
    try {
      check();
      SearchStore next = follower;
      if (next == null) {
        throw new IllegalStateException("nothing follows");
      }
      action.run();
      SearchStore before = now;
      now = next;
      follower = null;
      return before;
    } finally {
      changing.unlock();
    }
  }

  /// Whether the other one still follows.
  ///
  /// @throws StoreException when it failed
  public void check() {
    StoreException why = failure;
    if (why != null) {
      throw new StoreException.Unavailable("the new index: " + why.getMessage(), why);
    }
  }

  /// Does something while nobody changes the index.
  public void exclusively(Runnable action) {
    changing.lock();
    try {
      action.run();
    } finally {
      changing.unlock();
    }
  }

  /// That of the one that serves: never told while it is being exchanged.
  @Override
  public String generation() {
    changing.lock();
    try {
      return now.generation();
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void index(List<SearchDocument> documents) {
    change(index -> index.index(documents));
  }

  @Override
  public void remove(AccountId account, Collection<EmailId> emails) {
    change(index -> index.remove(account, emails));
  }

  @Override
  public boolean isWorn(AccountId account) {
    return now.isWorn(account);
  }

  @Override
  public void removeAccount(AccountId account) {
    change(index -> index.removeAccount(account));
  }

  /// Only the one that serves: what the other one knows stays true.
  @Override
  public void clear() {
    exclusively(() -> now.clear());
  }

  @Override
  public List<AccountId> accounts(@Nullable AccountId after, int limit) {
    return now.accounts(after, limit);
  }

  /// Asks again when the index was exchanged meanwhile: the one of before may have been cleared.
  @Override
  public EmailSet find(AccountId account, SearchQuery query) {
    while (true) {
      SearchStore asked = now;
      EmailSet found;
      try {
        found = asked.find(account, query);
      } catch (StoreException e) {
        if (asked.equals(now)) {
          throw e;
        }
        continue;
      }
      if (asked.equals(now)) {
        return found;
      }
    }
  }

  private interface Change {
    void of(SearchStore index);
  }

  /// What the one that serves does not take, the other one need not take either.
  private void change(Change change) {
    changing.lock();
    try {
      change.of(now);
      SearchStore other = follower;
      if (other != null && failure == null) {
        try {
          change.of(other);
        } catch (StoreException e) {
          failure = e;
        } catch (IllegalArgumentException e) {
          failure = new StoreException.Unavailable(String.valueOf(e.getMessage()), e);
        }
      }
    } finally {
      changing.unlock();
    }
  }
}
