package org.mailkeep.store.foundationdb;

import com.apple.foundationdb.FDBException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.mailkeep.store.api.StoreException;

/// FoundationDB's error codes (API reference, "Error codes") as callers know failures.
final class Failures {
  /// `transaction_too_old`: it began more than five seconds ago.
  static final int TOO_OLD = 1007;

  /// `not_committed`: it read what another has written meanwhile.
  static final int NOT_COMMITTED = 1020;

  /// `transaction_timed_out`: all its attempts together took too long.
  static final int TIMED_OUT = 1031;

  /// `transaction_too_large`.
  static final int TOO_LARGE = 2101;

  /// No code of FoundationDB's.
  static final int NONE = 0;

  /// Errors of a commit that say that nothing of it happened: besides these, all from 2000 on,
  /// which tell of a wrong use. `future_version`, `process_behind`, `database_locked`,
  /// `proxy_memory_limit_exceeded`, `batch_transaction_throttled`, `tag_throttled` and
  /// `grv_proxy_memory_limit_exceeded` among them.
  private static final Set<Integer> WITHOUT_EFFECT =
      Set.of(TOO_OLD, NOT_COMMITTED, 1009, 1037, 1038, 1042, 1051, 1213, 1078);

  private static final int WRONG_USE = 2000;

  private Failures() {}

  /// The error's code, or [#NONE].
  static int code(Throwable e) {
    return cause(e) instanceof FDBException fdb ? fdb.getCode() : NONE;
  }

  /// Whether a commit that failed so may have happened all the same, as after
  /// `commit_unknown_result`. What is not known to be harmless is taken for such.
  static boolean mayHaveHappened(int code) {
    return code < WRONG_USE && !WITHOUT_EFFECT.contains(code);
  }

  /// What callers are told.
  ///
  /// @param store its id
  /// @param tried what was tried
  static StoreException of(String store, String tried, Throwable e) {
    Throwable cause = cause(e);
    String reason =
        switch (code(e)) {
          case TIMED_OUT -> "the cluster did not answer in time";
          case TOO_OLD -> "the transaction is too old";
          case TOO_LARGE -> "too large for one transaction";
          default -> String.valueOf(cause.getMessage());
        };
    String number = code(e) == NONE ? "" : " (error " + code(e) + ")";
    return new StoreException.Unavailable(
        "store " + store + " (foundationdb): " + tried + ": " + reason + number, cause);
  }

  private static Throwable cause(Throwable e) {
    Throwable cause = e.getCause();
    return e instanceof CompletionException && cause != null ? cause : e;
  }
}
