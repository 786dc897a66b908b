package org.mailkeep.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Page;
import org.mailkeep.history.AuditQuery;
import org.mailkeep.history.DeliveryQuery;
import org.mailkeep.history.History;
import org.mailkeep.history.HistoryException;
import org.mailkeep.history.Intake;
import org.mailkeep.history.Part;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.outbox.AuditEntry;
import org.mailkeep.store.api.outbox.DeliveryEntry;

/// Reads the audit trail and the delivery history. Safe for many threads.
public final class HistoryOperations {
  private final History history;
  private final Intake intake;

  /// @param intake brings what was committed to where it can be read
  public HistoryOperations(History history, Intake intake) {
    this.history = history;
    this.intake = intake;
  }

  /// Lists changes, the latest first: also that which was committed a moment ago.
  ///
  /// @param page its filter is not used; its after is a line's id
  public Outcome<Page<AuditEntry>> audit(Caller caller, AuditQuery query, PageQuery page) {
    return read(caller, page, wanted -> history.audit(query, wanted));
  }

  /// Lists what became of mail, the latest first: also that which was committed a moment ago.
  ///
  /// @param page its filter is not used; its after is a line's id
  public Outcome<Page<DeliveryEntry>> deliveries(
      Caller caller, DeliveryQuery query, PageQuery page) {
    return read(caller, page, wanted -> history.deliveries(query, wanted));
  }

  private <T> Outcome<Page<T>> read(
      Caller caller, PageQuery page, Function<History.Wanted, Part<T>> question) {
    List<FieldError> errors = new ArrayList<>(page.errors());
    if (!page.filter().isEmpty()) {
      errors.add(new FieldError("filter", "is not a parameter of this path"));
    }
    var wanted = new History.Wanted(page.after(), page.skip(), page.limit());
    return Outcome.allowed(
        caller,
        Permission.HISTORY_LIST,
        () ->
            errors.isEmpty()
                ? answered(() -> question.apply(wanted))
                : new Outcome.Invalid<>(errors));
  }

  private <T> Outcome<Page<T>> answered(Supplier<Part<T>> question) {
    try {
      intake.catchUp();
      Part<T> part = question.get();
      return new Outcome.Ok<>(new Page<>(part.items(), part.total(), part.next()));
    } catch (HistoryException | StoreException e) {
      return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }
}
