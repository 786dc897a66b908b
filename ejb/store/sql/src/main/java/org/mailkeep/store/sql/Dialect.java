package org.mailkeep.store.sql;

import java.sql.SQLException;
import java.util.List;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Subspace;

/// What one kind of database does differently.
sealed interface Dialect permits PostgreSql, MySql, Sqlite {
  /// What people call it.
  String name();

  /// Whether it is that of a product, which drivers call so.
  boolean isOf(String product);

  /// Whether several statements go to the server at once, where the connection allows it.
  boolean joins();

  /// Makes a table of keys `k` and values `v`, in unsigned byte order.
  List<Step> create(Subspace space);

  /// The names of the tables that there are.
  Step tables();

  /// `k` and `v` of keys.
  Step get(Subspace space, List<byte[]> keys);

  /// The same in a transaction that goes on to write: nobody else changes these keys, nor makes
  /// those that are missing, unnoticed.
  Step getToWrite(Subspace space, List<byte[]> keys);

  /// Sets keys, each of them once.
  Step put(Subspace space, List<Entry> entries);

  /// Removes keys.
  Step delete(Subspace space, List<byte[]> keys);

  /// Begins a transaction that writes.
  ///
  /// @param durable whether it is on stable storage when it has been committed; otherwise when a
  ///   later durable one has been
  List<Step> beginToWrite(boolean durable);

  /// Begins a transaction that sees the store as it is now.
  List<Step> beginToRead();

  /// What an error means.
  Fault fault(SQLException e);

  /// The last part of the setting that an error at the first connection points to, such as `host`.
  String culprit(SQLException e);

  /// Whether an error says that the connection is gone: SQLSTATE class 08.
  static boolean isLost(SQLException e) {
    String state = e.getSQLState();
    return state != null && state.startsWith("08");
  }
}
