package org.mailkeep.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Verification;

/// The index and the mail of one account, which its owner works with meanwhile. What seems wrong is
/// looked at once more, in this order: does something wait to be done with the message, is it in
/// the index, is it stored. The indexer tells the index before it crosses a task off, and a task is
/// noted in the commit that stores or destroys the message; so what is still wrong then, is wrong.
/// For one thread.
final class AccountIndexCheck {
  private static final String NAME = "full text";
  private static final int PAGE = 500;

  /// More faults of one kind are told as one, and mended by indexing the account anew.
  private static final int MANY = 1_000;

  private final IndexingPorts ports;
  private final Verification verification;
  private final AccountId account;
  private final BooleanSupplier settled;

  /// @param settled whether the account's index is still to be trusted
  AccountIndexCheck(
      IndexingPorts ports, Verification verification, AccountId account, BooleanSupplier settled) {
    this.ports = ports;
    this.verification = verification;
    this.account = account;
    this.settled = settled;
  }

  void run() {
    EmailSet indexed = documents();
    EmailSet stored = stored();
    EmailSet noted = ports.journal().indexed(account);
    List<EmailId> lacking = confirmed(stored.minus(indexed), false);
    List<EmailId> left = confirmed(indexed.minus(stored), true);
    if (!settled.getAsBoolean()) {
      verification.looked("accounts that wait to be indexed anew", 1);
      return;
    }
    List<EmailId> lost = lacking.stream().filter(noted::contains).toList();
    List<EmailId> forgotten =
        lacking.stream().filter(email -> !noted.contains(email)).filter(this::canBe).toList();
    tell(lost, "is noted as indexed, but the index lacks it: searches do not find it", true);
    tell(forgotten, "is not in the index, and does not wait for it: searches read it", true);
    tell(left, "is gone, but still in the index", false);
    verification.looked("documents", indexed.size());
  }

  private EmailSet documents() {
    return ports.search().find(account, new SearchQuery.All());
  }

  private EmailSet stored() {
    var stored = new EmailSet.Builder();
    List<EmailId> page;
    long after = 0;
    do {
      page = ports.messages().emails(account, after, PAGE);
      for (EmailId email : page) {
        stored.add(email.value());
        after = email.value();
      }
      verification.progress().advance(page.size());
      verification.progress().check();
    } while (page.size() == PAGE);
    return stored.build();
  }

  /// Those of some suspects that are wrong at a second look.
  ///
  /// @param gone whether they are in the index and not stored; else it is the other way round
  private List<EmailId> confirmed(EmailSet suspects, boolean gone) {
    List<EmailId> idle = new ArrayList<>();
    pages(
        suspects.ids(),
        page -> {
          Set<EmailId> waiting = ports.journal().waiting(account, page);
          page.stream().filter(email -> !waiting.contains(email)).forEach(idle::add);
        });
    if (idle.isEmpty()) {
      return idle;
    }
    EmailSet now = documents();
    List<EmailId> wrong = new ArrayList<>();
    pages(
        idle.stream().mapToLong(EmailId::value),
        page -> {
          Set<EmailId> there = Set.copyOf(ports.messages().emails(account, page));
          page.stream()
              .filter(email -> now.contains(email) == gone && there.contains(email) != gone)
              .forEach(wrong::add);
        });
    return wrong;
  }

  private interface Page {
    void look(List<EmailId> emails);
  }

  private static void pages(LongStream emails, Page work) {
    List<EmailId> page = new ArrayList<>();
    emails.forEach(email -> {
      page.add(new EmailId(email));
      if (page.size() == PAGE) {
        work.look(List.copyOf(page));
        page.clear();
      }
    });
    if (!page.isEmpty()) {
      work.look(List.copyOf(page));
    }
  }

  /// Whether a message is one for the index: it can be read, and is not beyond the limits.
  private boolean canBe(EmailId email) {
    try {
      Map<EmailId, StoredMessage> found = ports.messages().of(account, List.of(email));
      StoredMessage message = found.get(email);
      return message != null && ports.documents().of(account, message).isComplete();
    } catch (StoreException.Unavailable | StoreException.Full | StoreException.Contended e) {
      throw e;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void tell(Collection<EmailId> emails, String fault, boolean stored) {
    if (emails.size() > MANY) {
      verification.found(
          NAME,
          emails.size() + " messages of account " + account.value(),
          "each " + fault,
          this::rebuild);
      return;
    }
    for (EmailId email : emails) {
      verification.found(
          NAME,
          "message " + email.value() + " of account " + account.value(),
          fault,
          () ->
              stored
                  ? ports.journal().mend(account, email)
                  : ports.journal().remove(account, email));
    }
  }

  private boolean rebuild() {
    ports.journal().rebuild(account);
    return true;
  }
}
