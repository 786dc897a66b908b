package org.mailkeep.store.sql;

import java.sql.SQLException;
import java.util.List;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Subspace;

/// SQLite 3.35 and later, in WAL mode: readers see the store as it was when they began, while the
/// one writer goes on.
final class Sqlite implements Dialect {
  private static final int PRIMARY_CODE = 0xff;

  private static final Step BEGIN = Step.of("BEGIN IMMEDIATE");
  private static final List<Step> DURABLE = List.of(Step.of("PRAGMA synchronous = FULL"), BEGIN);
  // The log is flushed whole: the next durable transaction brings this one with it.
  private static final List<Step> NOT_YET = List.of(Step.of("PRAGMA synchronous = NORMAL"), BEGIN);

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public boolean isOf(String product) {
    return product.equals("SQLite");
  }

  @Override
  public boolean joins() {
    return false;
  }

  @Override
  public List<Step> create(Subspace space) {
    // A table of large values is quicker when its keys stand apart.
    String kind = space == Subspace.BLOB_CHUNK ? "" : " WITHOUT ROWID";
    return List.of(
        Step.of(
            "CREATE TABLE IF NOT EXISTS "
                + Statements.table(space)
                + " (k BLOB NOT NULL PRIMARY KEY, v BLOB NOT NULL)"
                + kind));
  }

  @Override
  public Step tables() {
    return Step.of("SELECT name FROM sqlite_master WHERE type = 'table'");
  }

  @Override
  public Step get(Subspace space, List<byte[]> keys) {
    return Statements.in("SELECT k, v FROM " + Statements.table(space), keys);
  }

  @Override
  public Step getToWrite(Subspace space, List<byte[]> keys) {
    return get(space, keys);
  }

  @Override
  public Step put(Subspace space, List<Entry> entries) {
    return Statements.insert(space, entries, "ON CONFLICT (k) DO UPDATE SET v = excluded.v");
  }

  @Override
  public Step delete(Subspace space, List<byte[]> keys) {
    return Statements.in("DELETE FROM " + Statements.table(space), keys);
  }

  @Override
  public List<Step> beginToWrite(boolean durable) {
    return durable ? DURABLE : NOT_YET;
  }

  @Override
  public List<Step> beginToRead() {
    // The first query takes the snapshot.
    String first = "SELECT 1 FROM " + Statements.table(Subspace.STORE) + " LIMIT 1";
    return List.of(Step.of("BEGIN"), Step.of(first).into(_ -> {}));
  }

  @Override
  public Fault fault(SQLException e) {
    return switch (e.getErrorCode() & PRIMARY_CODE) {
      // BUSY, LOCKED: another process writes.
      case 5, 6 -> Fault.CONFLICT;
      // READONLY, IOERR, FULL.
      case 8, 10, 13 -> Fault.FULL;
      // CORRUPT, NOTADB.
      case 11, 26 -> Fault.CORRUPT;
      default -> Fault.REFUSED;
    };
  }

  @Override
  public String culprit(SQLException e) {
    return "path";
  }
}
