package org.mailkeep.mailbox;

import java.util.Objects;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/// An operation that waits in a lane, and its answer. Guarded by the lane's lock, except while the
/// leader works on it.
final class Ticket<R> {
  private final Operation<R> operation;
  final Condition turn;
  private @Nullable R result;
  private @Nullable RuntimeException failure;
  boolean done;
  boolean leads;

  Ticket(Operation<R> operation, Condition turn) {
    this.operation = operation;
    this.turn = turn;
  }

  /// Runs the operation; what it throws is its answer.
  ///
  /// @return whether it ended well
  boolean attempt(Work work) {
    try {
      result = operation.run(work);
      failure = null;
      return true;
    } catch (Work.Overlap e) {
      throw e;
    } catch (RuntimeException e) {
      failure = e;
      return false;
    }
  }

  void fail(RuntimeException reason) {
    failure = reason;
  }

  R answer() {
    if (failure != null) {
      throw failure;
    }
    return Objects.requireNonNull(result, "an operation gives an answer");
  }
}
