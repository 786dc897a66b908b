package org.mailkeep.store.api;

/// Brings stored records from one form to the next.
///
/// @param to the form afterwards; what comes before it has the one before
/// @param words what it does, for the log
/// @param work may be run again on records of which it has done some, or all, before: the server
///   may be killed at any point of it
public record SchemaStep(int to, String words, Work work) {
  /// What is done to a store.
  @FunctionalInterface
  public interface Work {
    /// Changes records, in commits of bounded size, and is done when it returns.
    ///
    /// @param progress is told how many were changed, now and then
    /// @throws StoreException when it cannot be finished now
    void run(DataStore store, Progress progress);
  }

  /// Hears how far a step is.
  @FunctionalInterface
  public interface Progress {
    /// @param records changed so far
    void done(long records);
  }
}
