package org.mailkeep.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.IndexEvent;

/// Some messages on their way into the index. One that cannot be read or indexed is passed over and
/// told of, one that is larger than the limits is passed over; neither is noted as indexed, so that
/// searches read it. For one thread.
final class IndexingBatch {
  /// Words that are handed to the index at once, about.
  private static final int WORDS = 200_000;

  private final IndexingPorts ports;
  private final Map<AccountId, EmailSet.Builder> indexed = new HashMap<>();
  private final List<SearchDocument> documents = new ArrayList<>();
  private int words;
  private int count;

  IndexingBatch(IndexingPorts ports) {
    this.ports = ports;
  }

  /// Indexes messages; those that are gone are passed over.
  ///
  /// @return those that the index holds now, whole
  /// @throws StoreException when a store cannot serve now
  Map<AccountId, EmailSet> index(Map<AccountId, List<EmailId>> emails) {
    long start = System.nanoTime();
    emails.forEach(this::read);
    flush();
    if (count > 0) {
      ports
          .events()
          .emit(new IndexEvent.Indexed(count, Duration.ofNanos(System.nanoTime() - start)));
    }
    Map<AccountId, EmailSet> sets = new HashMap<>();
    indexed.forEach((account, set) -> sets.put(account, set.build()));
    return sets;
  }

  private void read(AccountId account, List<EmailId> emails) {
    for (StoredMessage message : stored(account, emails)) {
      var made = attempt(account, message.id(), () -> ports.documents().of(account, message));
      if (made != null && made.isComplete()) {
        documents.add(made.document());
        words += made.words();
      }
      if (words > WORDS) {
        flush();
      }
    }
  }

  private List<StoredMessage> stored(AccountId account, List<EmailId> emails) {
    try {
      return List.copyOf(ports.messages().of(account, emails).values());
    } catch (StoreException.Corrupt _) {
      List<StoredMessage> readable = new ArrayList<>();
      for (EmailId email : emails) {
        var found = attempt(account, email, () -> ports.messages().of(account, List.of(email)));
        if (found != null) {
          readable.addAll(found.values());
        }
      }
      return readable;
    }
  }

  private void flush() {
    List<SearchDocument> all = List.copyOf(documents);
    documents.clear();
    words = 0;
    if (all.isEmpty()) {
      return;
    }
    try {
      ports.search().index(all);
      all.forEach(this::note);
    } catch (StoreException.Corrupt | IllegalArgumentException e) {
      all.forEach(document ->
          attempt(
              document.account(),
              document.email(),
              () -> {
                ports.search().index(List.of(document));
                note(document);
                return document;
              }));
    }
  }

  private void note(SearchDocument document) {
    indexed
        .computeIfAbsent(document.account(), _ -> new EmailSet.Builder())
        .add(document.email().value());
    count++;
  }

  /// Does something to one message. That a store cannot serve is no fault of the message.
  private <T> @Nullable T attempt(AccountId account, EmailId email, Supplier<T> action) {
    try {
      return action.get();
    } catch (StoreException.Unavailable | StoreException.Full | StoreException.Contended e) {
      throw e;
    } catch (RuntimeException e) {
      ports
          .events()
          .emit(new IndexEvent.Skipped(account.toString(), email.toString(), e.toString()));
      return null;
    }
  }
}
