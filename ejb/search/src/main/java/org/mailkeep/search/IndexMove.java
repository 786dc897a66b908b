package org.mailkeep.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.moving.MovableSearch;

/// Exchanges the full-text index for another one while it is used. An index follows from the mail,
/// so nothing is copied: the new one learns all that is new as the old one does, and all that the
/// old one is known to hold is indexed into it. What it holds already, from a move that was broken
/// off, is not indexed again. Then it takes the place of the old one, with all that is noted as
/// indexed; nobody waits for that. For one thread.
public final class IndexMove {
  private static final int ACCOUNTS = 500;
  private static final int ROUNDS = 5;

  private final MovableSearch search;
  private final SearchStore next;
  private final IndexingPorts ports;
  private final int batch;
  private final Progress progress;
  private long messages;
  private long there;
  private long written;

  /// How it went.
  ///
  /// @param messages that are noted as indexed
  /// @param there those of them that the new index holds
  /// @param written messages that were indexed into it
  public record Done(long messages, long there, long written) {}

  /// @param search the index that is exchanged
  /// @param next the one that takes its place
  /// @param ports what indexing stands on
  /// @param batch messages that are indexed at a time
  public IndexMove(
      MovableSearch search, SearchStore next, IndexingPorts ports, int batch, Progress progress) {
    this.search = search;
    this.next = next;
    this.ports = ports.with(next);
    this.batch = batch;
    this.progress = progress;
  }

  /// Does it.
  ///
  /// @param action makes the new index the one that is used after a restart, too; when it throws,
  ///   the old one still is
  /// @throws StoreException when the new index fails; the next move goes on
  public Done run(Runnable action) {
    prepare();
    search.follow(next);
    try {
      progress.begin("indexing messages anew", Progress.UNKNOWN, "messages");
      walk(this::bring);
      progress.begin("verifying the index", Progress.UNKNOWN, "messages");
      walk(this::verify);
      String generation = next.generation();
      SearchStore before = search.become(() -> exchange(generation, action));
      clear(before);
      return new Done(messages, there, written);
    } finally {
      search.unfollow();
    }
  }

  /// An index that holds what nobody knows is emptied; one that was begun with is gone on with.
  private void prepare() {
    if (!ports.journal().heir().equals(next.generation())) {
      next.clear();
      ports.journal().nameHeir(next.generation());
    }
  }

  private void exchange(String generation, Runnable action) {
    String before = ports.journal().adopt(generation);
    boolean done = false;
    try {
      action.run();
      done = true;
    } finally {
      if (!done) {
        ports.journal().adopt(before);
        ports.journal().nameHeir(generation);
      }
    }
  }

  /// The old index is of no use any more; who cannot be reached keeps it.
  private static void clear(SearchStore before) {
    try {
      before.clear();
    } catch (StoreException e) {
      System.getLogger(IndexMove.class.getName())
          .log(System.Logger.Level.WARNING, "the index of before stays: " + e.getMessage());
    }
  }

  private interface Work {
    void on(AccountId account);
  }

  private void walk(Work work) {
    long after = -1;
    while (true) {
      List<AccountId> accounts = ports.messages().accounts(after, ACCOUNTS);
      if (accounts.isEmpty()) {
        return;
      }
      accounts.forEach(work::on);
      after = accounts.getLast().value();
    }
  }

  /// Indexes what the new index lacks of all that is noted.
  private void bring(AccountId account) {
    long[] lacking = lacking(account).ids().toArray();
    for (int from = 0; from < lacking.length; from += batch) {
      List<EmailId> some = new ArrayList<>();
      for (int i = from; i < Math.min(lacking.length, from + batch); i++) {
        some.add(new EmailId(lacking[i]));
      }
      search.exclusively(() -> bring(account, some));
      progress.advance(some.size());
      progress.check();
      search.check();
    }
  }

  private EmailSet lacking(AccountId account) {
    return ports.journal().indexed(account).minus(next.find(account, new SearchQuery.All()));
  }

  /// Nobody changes the index meanwhile: what is still noted and there is indexed, nothing else.
  private void bring(AccountId account, List<EmailId> some) {
    EmailSet noted = ports.journal().indexed(account);
    List<EmailId> wanted = some.stream().filter(noted::contains).toList();
    Set<EmailId> existing = ports.messages().of(account, wanted).keySet();
    if (existing.isEmpty()) {
      return;
    }
    Map<AccountId, EmailSet> indexed =
        new IndexingBatch(ports).index(Map.of(account, List.copyOf(existing)));
    EmailSet taken = indexed.getOrDefault(account, EmailSet.NONE);
    List<EmailId> refused = existing.stream().filter(email -> !taken.contains(email)).toList();
    if (!refused.isEmpty()) {
      // Searches read it from now on.
      ports.journal().unnote(account, refused);
    }
    written += taken.size();
  }

  private void verify(AccountId account) {
    for (int round = 0; round < ROUNDS; round++) {
      EmailSet noted = ports.journal().indexed(account);
      EmailSet held = next.find(account, new SearchQuery.All());
      EmailSet lacking = noted.minus(held);
      List<EmailId> emails = lacking.ids().mapToObj(EmailId::new).toList();
      if (emails.isEmpty() || ports.messages().of(account, emails).isEmpty()) {
        messages += noted.size() - lacking.size();
        there += noted.and(held).size();
        progress.advance(noted.size());
        progress.check();
        return;
      }
      bring(account);
    }
    throw new StoreException.Unavailable(
        "the new index lacks messages of account " + account + " that were indexed into it");
  }
}
