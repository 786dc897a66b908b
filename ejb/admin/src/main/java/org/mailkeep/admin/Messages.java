package org.mailkeep.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.Ids;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.queue.QueueControl;
import org.mailkeep.queue.QueueFilter;
import org.mailkeep.queue.QueuedMessage;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.QueueEvent;

/// Operations on the queue. Safe for many threads.
public final class Messages {
  /// The most messages that one operation changes.
  public static final int MOST_CHANGED = 10_000;

  private final QueueControl queue;
  private final Trail trail;
  private final Events events;

  /// @param events takes the audit trail
  public Messages(QueueControl queue, Trail trail, Events events) {
    this.queue = queue;
    this.trail = trail;
    this.events = events;
  }

  /// Lists messages, oldest first.
  ///
  /// @param query its filter is not used; its after is a message's id
  public Outcome<QueueControl.Page> list(Caller caller, QueueFilter filter, PageQuery query) {
    return asked(
        caller,
        Permission.QUEUE_LIST,
        () -> {
          List<FieldError> errors = query.errors();
          Optional<QueueId> after = id(query.after());
          if (!query.after().isEmpty() && after.isEmpty()) {
            errors.add(new FieldError("after", "must be a message's id"));
          }
          return errors.isEmpty()
              ? new Outcome.Ok<>(page(filter, query, after.orElse(null)))
              : new Outcome.Invalid<>(errors);
        });
  }

  /// Shows one.
  public Outcome<QueuedMessage> show(Caller caller, String key) {
    return asked(
        caller,
        Permission.QUEUE_GET,
        () ->
            id(key)
                .flatMap(queue::show)
                .<Outcome<QueuedMessage>>map(Outcome.Ok::new)
                .orElseGet(() -> new Outcome.NotFound<>(what(key))));
  }

  /// Tries one now.
  ///
  /// @return how many were changed
  public Outcome<Integer> retry(Caller caller, String key) {
    return one(caller, Permission.QUEUE_UPDATE, key, "retry", queue::retry);
  }

  /// Gives one up without a report.
  ///
  /// @return how many were changed
  public Outcome<Integer> cancel(Caller caller, String key) {
    return one(caller, Permission.QUEUE_DELETE, key, "cancel", queue::cancel);
  }

  /// Gives one recipient up without a report.
  ///
  /// @param recipient an address
  /// @return how many were changed
  public Outcome<Integer> cancel(Caller caller, String key, String recipient) {
    Optional<Address> address = Address.parse(recipient);
    return address.isEmpty()
        ? Outcome.invalid("recipient", "must be an address")
        : one(
            caller,
            Permission.QUEUE_DELETE,
            key,
            "cancel " + address.get(),
            id -> queue.cancel(id, address.get()));
  }

  /// Tries all that match now, [#MOST_CHANGED] at most.
  ///
  /// @return how many were changed
  public Outcome<Integer> retryAll(Caller caller, QueueFilter filter) {
    return all(caller, Permission.QUEUE_UPDATE, filter, "retry", queue::retry);
  }

  /// Gives all that match up without a report, [#MOST_CHANGED] at most.
  ///
  /// @return how many were changed
  public Outcome<Integer> cancelAll(Caller caller, QueueFilter filter) {
    return all(caller, Permission.QUEUE_DELETE, filter, "cancel", queue::cancel);
  }

  /// How the queue fares.
  public Outcome<QueueControl.Condition> condition(Caller caller) {
    return asked(caller, Permission.QUEUE_STATUS_GET, () -> new Outcome.Ok<>(queue.condition()));
  }

  /// Begins no new attempts until [#resume], or until the server stops.
  public Outcome<QueueControl.Condition> pause(Caller caller) {
    return asked(
        caller,
        Permission.QUEUE_STATUS_UPDATE,
        () -> {
          queue.pause();
          return switched(caller, "pause");
        });
  }

  /// Goes on.
  public Outcome<QueueControl.Condition> resume(Caller caller) {
    return asked(
        caller,
        Permission.QUEUE_STATUS_UPDATE,
        () -> {
          queue.resume();
          return switched(caller, "resume");
        });
  }

  private Outcome<QueueControl.Condition> switched(Caller caller, String change) {
    events.emit(new QueueEvent.Changed("", caller.login(), change));
    trail.note(AuditChange.of(change, "queue", "", ""));
    return new Outcome.Ok<>(queue.condition());
  }

  private QueueControl.Page page(QueueFilter filter, PageQuery query, @Nullable QueueId after) {
    QueueId from = after;
    if (query.skip() > 0) {
      var skipped = collect(filter, after, query.skip());
      if (skipped.next() == null) {
        return new QueueControl.Page(List.of(), null);
      }
      from = skipped.next();
    }
    return collect(filter, from, query.limit());
  }

  /// Goes over the queue's pages, which may be short, until there are enough messages.
  private QueueControl.Page collect(QueueFilter filter, @Nullable QueueId after, int limit) {
    var messages = new ArrayList<QueuedMessage>();
    QueueId next = after;
    do {
      int more = Math.min(limit - messages.size(), QueueControl.MAX_PAGE);
      QueueControl.Page page = queue.list(filter, next, more);
      messages.addAll(page.messages());
      next = page.next();
    } while (next != null && messages.size() < limit);
    return new QueueControl.Page(messages, next);
  }

  private Outcome<Integer> one(
      Caller caller, Permission needed, String key, String change, Predicate<QueueId> operation) {
    return asked(
        caller,
        needed,
        () -> {
          Optional<QueueId> id = id(key);
          if (id.isEmpty() || !operation.test(id.get())) {
            return new Outcome.NotFound<>(what(key));
          }
          events.emit(new QueueEvent.Changed(id.get().toString(), caller.login(), change));
          return new Outcome.Ok<>(1);
        });
  }

  private Outcome<Integer> all(
      Caller caller,
      Permission needed,
      QueueFilter filter,
      String change,
      Predicate<QueueId> operation) {
    return asked(
        caller,
        needed,
        () -> {
          int changed = 0;
          for (QueuedMessage message : collect(filter, null, MOST_CHANGED).messages()) {
            if (operation.test(message.id())) {
              changed++;
              String id = message.id().toString();
              events.emit(new QueueEvent.Changed(id, caller.login(), change));
            }
          }
          return new Outcome.Ok<>(changed);
        });
  }

  private static <T> Outcome<T> asked(
      Caller caller, Permission permission, Supplier<Outcome<T>> operation) {
    try {
      return Outcome.allowed(caller, permission, operation);
    } catch (StoreException e) {
      return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<QueueId> id(String key) {
    try {
      return Optional.of(new QueueId(Ids.parse(key)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String what(String key) {
    return "message " + key;
  }
}
