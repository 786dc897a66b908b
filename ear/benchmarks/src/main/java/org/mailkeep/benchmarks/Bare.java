package org.mailkeep.benchmarks;

/// What a store is held against: the same records, written and read by the driver alone.
interface Bare extends AutoCloseable {
  /// Whether one thread writes groups, as the store's committer does; if not, each writer writes
  /// records of its own.
  boolean inGroups();

  /// Writes records with one flush.
  void commit(long first, int count) throws Exception;

  /// Reads a record, which must be there.
  void get(long number) throws Exception;

  /// Reads records in order.
  ///
  /// @return their octets
  long scan(long first, int count) throws Exception;

  @Override
  void close();
}
