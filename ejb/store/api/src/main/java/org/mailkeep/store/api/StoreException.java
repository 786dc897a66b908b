package org.mailkeep.store.api;

/// A store could not do what it was asked to. Callers answer their client with a temporary failure.
public abstract sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  private StoreException(String message) {
    super(message);
  }

  /// The store is down, slow beyond its time-out, or closed. Whether a commit that ended so
  /// happened is unknown.
  public static final class Unavailable extends StoreException {
    private static final long serialVersionUID = 1L;

    /// @param message which store and what was tried
    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }

    /// @param message which store and what was tried
    public Unavailable(String message) {
      super(message);
    }
  }

  /// The store has no room, or is read-only. Nothing was written.
  public static final class Full extends StoreException {
    private static final long serialVersionUID = 1L;

    /// @param message which store and what was tried
    public Full(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// What is stored cannot be read.
  public static final class Corrupt extends StoreException {
    private static final long serialVersionUID = 1L;

    /// @param message which store, which key
    public Corrupt(String message, Throwable cause) {
      super(message, cause);
    }

    /// @param message which store, which key
    public Corrupt(String message) {
      super(message);
    }
  }

  /// A unit of work met conflicts each time it was tried.
  public static final class Contended extends StoreException {
    private static final long serialVersionUID = 1L;

    /// @param message which work, how often
    public Contended(String message) {
      super(message);
    }
  }
}
