package org.mailkeep.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Account;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.Ids;
import org.mailkeep.mailbox.DeletedMessage;
import org.mailkeep.mailbox.DeletedMessages;
import org.mailkeep.mailbox.FilingResult;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.outbox.AuditChange;

/// Lists and restores deleted messages of accounts. Safe for many threads.
public final class Undelete {
  /// Messages that one call restores, or looks at for those of a mailbox.
  public static final int MOST = 1_000;

  private final Owners owners;
  private final DeletedMessages deleted;
  private final Trail trail;

  /// @param trail takes what was restored
  public Undelete(Owners owners, DeletedMessages deleted, Trail trail) {
    this.owners = owners;
    this.deleted = deleted;
    this.trail = trail;
  }

  /// A part of the list.
  ///
  /// @param next after which the list goes on; empty at its end
  public record Listed(List<DeletedMessage> messages, String next) {
    public Listed {
      messages = List.copyOf(messages);
    }

    private Listed from(int count) {
      return new Listed(messages.subList(Math.min(count, messages.size()), messages.size()), next);
    }
  }

  /// What came of restoring.
  ///
  /// @param restored messages that are back
  /// @param missing messages that are not, or no longer, among the deleted ones
  /// @param overQuota messages that the account has no room for
  /// @param next after which more are to be restored; empty at the end
  public record Restored(int restored, int missing, int overQuota, String next) {}

  /// Lists what can be restored, those that came first first.
  ///
  /// @param key the account's login name, or its id as a number
  /// @param query its filter is a part of the mailbox's path, its after a message's id
  public Outcome<Listed> list(Caller caller, String key, PageQuery query) {
    return of(
        caller,
        Permission.UNDELETE_LIST,
        key,
        account -> {
          List<FieldError> errors = new ArrayList<>(query.errors());
          Optional<EmailId> after = id(query.after());
          if (!query.after().isEmpty() && after.isEmpty()) {
            errors.add(new FieldError("after", "must be a message's id"));
          }
          return errors.isEmpty()
              ? new Outcome.Ok<>(
                  page(account.id(), query.filter(), after, query.skip() + query.limit())
                      .from(query.skip()))
              : new Outcome.Invalid<>(errors);
        });
  }

  /// Restores messages by their ids, [#MOST] at most.
  public Outcome<Restored> restore(Caller caller, String key, List<String> ids) {
    return of(
        caller,
        Permission.UNDELETE_START,
        key,
        account -> {
          List<EmailId> emails = ids.stream().flatMap(id -> id(id).stream()).toList();
          return emails.size() < ids.size() || ids.isEmpty() || ids.size() > MOST
              ? Outcome.invalid("ids", "must be 1 to " + MOST + " ids of messages")
              : new Outcome.Ok<>(restore(account, emails, ""));
        });
  }

  /// Restores the next messages, all or those of a mailbox.
  ///
  /// @param mailbox a part of its path; empty for any
  /// @param after id behind which to go on, as the call before gave it; empty for the start
  public Outcome<Restored> restoreAll(Caller caller, String key, String mailbox, String after) {
    return of(
        caller,
        Permission.UNDELETE_START,
        key,
        account -> {
          Optional<EmailId> from = id(after);
          if (!after.isEmpty() && from.isEmpty()) {
            return Outcome.invalid("after", "must be a message's id");
          }
          Listed page = page(account.id(), mailbox, from, MOST);
          List<EmailId> emails = page.messages().stream().map(DeletedMessage::id).toList();
          return new Outcome.Ok<>(restore(account, emails, page.next()));
        });
  }

  private Restored restore(Account account, List<EmailId> emails, String next) {
    int restored = 0;
    int missing = 0;
    int overQuota = 0;
    for (EmailId email : emails) {
      switch (deleted.restore(account.id(), email)) {
        case FilingResult.Filed _ -> restored++;
        case FilingResult.Settled _, FilingResult.NoMailbox _ -> missing++;
        case FilingResult.OverQuota _ -> overQuota++;
      }
    }
    if (restored > 0) {
      var parts = new AuditChange.Parts().field("messages", null, String.valueOf(restored)).all();
      String id = String.valueOf(account.id().value());
      trail.note(new AuditChange("restore", "mail", id, account.login(), parts));
    }
    return new Restored(restored, missing, overQuota, next);
  }

  /// Looks at [#MOST] messages or more until there are enough or no more.
  private Listed page(AccountId account, String filter, Optional<EmailId> after, int limit) {
    List<DeletedMessage> found = new ArrayList<>();
    long last = after.map(EmailId::value).orElse(0L);
    List<DeletedMessage> some;
    do {
      some = deleted.list(account, last, MOST);
      for (DeletedMessage message : some) {
        if (found.size() == limit) {
          return new Listed(found, Ids.text(last));
        }
        last = message.id().value();
        if (message.mailbox().contains(filter)) {
          found.add(message);
        }
      }
    } while (some.size() == MOST);
    return new Listed(found, "");
  }

  private <T> Outcome<T> of(
      Caller caller, Permission permission, String key, Function<Account, Outcome<T>> operation) {
    try {
      return Outcome.allowed(
          caller,
          permission,
          () -> owners.find(caller, key).then(found -> operation.apply(found.account())));
    } catch (StoreException e) {
      return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<EmailId> id(String text) {
    try {
      return Optional.of(new EmailId(Ids.parse(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
