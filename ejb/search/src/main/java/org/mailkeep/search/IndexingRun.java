package org.mailkeep.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.mailbox.IndexJournal;
import org.mailkeep.mailbox.IndexJournal.Item;
import org.mailkeep.mailbox.IndexJournal.State;
import org.mailkeep.mailbox.IndexJournal.Task;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.telemetry.IndexEvent;

/// Does what the journal says, from front to back, until there is nothing left. Each step can be
/// done again: a crash costs the work of one batch. For one thread.
final class IndexingRun {
  private static final int ACCOUNTS = 500;

  private final IndexingPorts ports;
  private final IndexJournal journal;
  private final int batch;
  private final BooleanSupplier mayGoOn;
  private final LongConsumer counter;

  /// @param mayGoOn asked before each batch
  IndexingRun(IndexingPorts ports, int batch, BooleanSupplier mayGoOn) {
    this(ports, batch, mayGoOn, _ -> {});
  }

  /// @param mayGoOn asked before each batch
  /// @param counter told of each batch how many messages were indexed
  IndexingRun(IndexingPorts ports, int batch, BooleanSupplier mayGoOn, LongConsumer counter) {
    this.counter = counter;
    this.ports = ports;
    this.journal = ports.journal();
    this.batch = batch;
    this.mayGoOn = mayGoOn;
  }

  /// @return whether all is done
  /// @throws org.mailkeep.store.api.StoreException when a store cannot serve now
  boolean run() {
    boolean found = true;
    while (found) {
      found = false;
      byte[] after = {};
      List<Item> items = List.of();
      do {
        if (!mayGoOn.getAsBoolean() || !follow()) {
          return false;
        }
        items = journal.todo(after, batch);
        if (!items.isEmpty()) {
          found = true;
          after = items.getLast().key();
          work(items);
        }
      } while (!items.isEmpty());
    }
    return true;
  }

  /// Sees to it that what the journal notes is true of this index; when it is another one, all
  /// accounts are indexed anew.
  private boolean follow() {
    String generation = ports.search().generation();
    Optional<State> known = journal.state();
    if (!isOf(known, generation) && !ports.search().generation().equals(generation)) {
      // It was exchanged between the two questions.
      return follow();
    }
    if (!isOf(known, generation)) {
      ports
          .events()
          .emit(
              new IndexEvent.Rebuilding(
                  known.isEmpty() ? "there was no index before" : "the index is another one"));
      journal.beginAnew(generation);
      known = journal.state();
    }
    long asked = 0;
    Long after = known.map(State::after).orElse(null);
    while (after != null) {
      if (!mayGoOn.getAsBoolean()) {
        return false;
      }
      List<AccountId> accounts = ports.messages().accounts(after, ACCOUNTS);
      asked += accounts.size();
      journal.rebuild(
          accounts, new State(generation, accounts.isEmpty() ? null : accounts.getLast().value()));
      after = journal.state().map(State::after).orElse(null);
    }
    if (asked > 0) {
      ports.events().emit(new IndexEvent.Rebuilt(asked));
    }
    return true;
  }

  private static boolean isOf(Optional<State> known, String generation) {
    return known.map(State::generation).filter(generation::equals).isPresent();
  }

  private void work(List<Item> items) {
    List<Item> done = new ArrayList<>();
    Map<AccountId, List<EmailId>> added = new LinkedHashMap<>();
    Map<AccountId, List<EmailId>> removed = new HashMap<>();
    for (Item item : items) {
      switch (item.task()) {
        case Task.Add(var email) -> {
          of(added, item.account()).add(email);
          done.add(item);
        }
        case Task.Remove(var email) -> {
          of(removed, item.account()).add(email);
          done.add(item);
        }
        case Task.Erase _ -> {
          journal.forget(item.account());
          ports.search().removeAccount(item.account());
          journal.done(List.of(item), Map.of());
        }
        case Task.Rebuild _ -> rebuild(item);
        case Task.Walk(long after) -> walk(item, after);
      }
    }
    removed.forEach((account, emails) -> ports.search().remove(account, emails));
    journal.done(done, index(added));
    removed.keySet().stream().filter(ports.search()::isWorn).forEach(journal::rebuild);
  }

  private Map<AccountId, EmailSet> index(Map<AccountId, List<EmailId>> added) {
    Map<AccountId, EmailSet> indexed = new IndexingBatch(ports).index(added);
    counter.accept(indexed.values().stream().mapToLong(EmailSet::size).sum());
    return indexed;
  }

  private void rebuild(Item item) {
    journal.forget(item.account());
    ports.search().removeAccount(item.account());
    journal.walk(item, 0);
    journal
        .ofAccount(item.account())
        .filter(next -> next.task() instanceof Task.Walk)
        .ifPresent(next -> walk(next, 0));
  }

  /// Indexes all messages of an account, as long as nobody asks for something else of it.
  private void walk(Item first, long from) {
    Item item = first;
    long after = from;
    while (mayGoOn.getAsBoolean()) {
      List<EmailId> emails = ports.messages().emails(item.account(), after, batch);
      if (emails.isEmpty()) {
        journal.done(List.of(item), Map.of());
        return;
      }
      journal.done(List.of(), index(Map.of(item.account(), emails)));
      after = emails.getLast().value();
      journal.walk(item, after);
      Optional<Item> next = journal.ofAccount(item.account());
      if (next.isEmpty() || !next.get().task().equals(new Task.Walk(after))) {
        return;
      }
      item = next.get();
    }
  }

  private static List<EmailId> of(Map<AccountId, List<EmailId>> emails, AccountId account) {
    return emails.computeIfAbsent(account, _ -> new ArrayList<>());
  }
}
