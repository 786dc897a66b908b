package org.mailkeep.history;

import org.jspecify.annotations.Nullable;

/// The database of the history does not do what it was asked to; trying again later may help.
public final class HistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HistoryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
