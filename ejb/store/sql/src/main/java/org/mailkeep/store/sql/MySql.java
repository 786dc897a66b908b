package org.mailkeep.store.sql;

import java.sql.SQLException;
import java.util.List;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Subspace;

/// MySQL 8 and MariaDB 10.5 and later, on InnoDB. Writers lock what they read, and the gaps where
/// they found nothing; that needs REPEATABLE READ.
final class MySql implements Dialect {
  private static final Step ISOLATED = Step.of("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  private static final List<Step> TO_WRITE = List.of(ISOLATED, Step.of("START TRANSACTION"));
  private static final List<Step> TO_READ =
      List.of(ISOLATED, Step.of("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"));

  @Override
  public String name() {
    return "mysql";
  }

  @Override
  public boolean isOf(String product) {
    return product.equals("MySQL") || product.equals("MariaDB");
  }

  @Override
  public boolean joins() {
    return true;
  }

  @Override
  public List<Step> create(Subspace space) {
    return List.of(
        Step.of(
            "CREATE TABLE IF NOT EXISTS "
                + Statements.table(space)
                + " (k VARBINARY(1000) NOT NULL PRIMARY KEY, v MEDIUMBLOB NOT NULL)"
                + " ENGINE=InnoDB ROW_FORMAT=DYNAMIC"));
  }

  @Override
  public Step tables() {
    return Step.of(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()");
  }

  @Override
  public Step get(Subspace space, List<byte[]> keys) {
    return Statements.in("SELECT k, v FROM " + Statements.table(space), keys);
  }

  @Override
  public Step getToWrite(Subspace space, List<byte[]> keys) {
    Step get = get(space, keys);
    return new Step(get.sql() + " FOR UPDATE", get.octets(), get.binding(), null);
  }

  @Override
  public Step put(Subspace space, List<Entry> entries) {
    return Statements.insert(space, entries, "ON DUPLICATE KEY UPDATE v = VALUES(v)");
  }

  @Override
  public Step delete(Subspace space, List<byte[]> keys) {
    return Statements.in("DELETE FROM " + Statements.table(space), keys);
  }

  @Override
  public List<Step> beginToWrite(boolean durable) {
    return TO_WRITE;
  }

  @Override
  public List<Step> beginToRead() {
    return TO_READ;
  }

  @Override
  public Fault fault(SQLException e) {
    return switch (e.getErrorCode()) {
      // Deadlock, lock wait time-out, record changed since the snapshot.
      case 1213, 1205, 1020 -> Fault.CONFLICT;
      // Table full, disk full, read-only server or transaction.
      case 1114, 1021, 1290, 1792, 1836 -> Fault.FULL;
      // Index corrupt, table crashed, not a table.
      case 1034, 1194, 1712, 1877 -> Fault.CORRUPT;
      // Shutdown, query or connection killed.
      case 1053, 1317, 1927 -> Fault.LOST;
      default -> Dialect.isLost(e) ? Fault.LOST : Fault.REFUSED;
    };
  }

  @Override
  public String culprit(SQLException e) {
    return switch (e.getErrorCode()) {
      case 1045, 1698 -> "password";
      case 1142 -> "user";
      // Who has no rights in general is not told whether a database exists.
      case 1044, 1049 -> "database";
      default -> Way.culprit(e);
    };
  }
}
