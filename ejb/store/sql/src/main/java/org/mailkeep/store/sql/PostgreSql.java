package org.mailkeep.store.sql;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Subspace;

/// PostgreSQL 12 and later. Writers are serializable transactions: who read what another changed
/// meanwhile, or found missing what another made, is refused. A statement for many keys has them in
/// arrays, so that its text is always the same and its plan is made once.
final class PostgreSql implements Dialect {
  private static final Step DURABLE = Step.of("BEGIN ISOLATION LEVEL SERIALIZABLE");
  private static final Step NOT_YET = Step.of("SET LOCAL synchronous_commit TO OFF");
  private static final Step SNAPSHOT = Step.of("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public boolean isOf(String product) {
    return product.equals("PostgreSQL");
  }

  @Override
  public boolean joins() {
    return true;
  }

  @Override
  public List<Step> create(Subspace space) {
    String table = Statements.table(space);
    Step create =
        Step.of("CREATE TABLE IF NOT EXISTS " + table + " (k bytea PRIMARY KEY, v bytea NOT NULL)");
    if (space != Subspace.BLOB_CHUNK) {
      return List.of(create);
    }
    // Parts of messages: to try to compress each costs more than it saves.
    return List.of(
        create, Step.of("ALTER TABLE " + table + " ALTER COLUMN v SET STORAGE EXTERNAL"));
  }

  @Override
  public Step tables() {
    return Step.of("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()");
  }

  @Override
  public Step get(Subspace space, List<byte[]> keys) {
    return array("SELECT k, v FROM " + Statements.table(space) + " WHERE k = ANY (?)", keys);
  }

  @Override
  public Step getToWrite(Subspace space, List<byte[]> keys) {
    return get(space, keys);
  }

  @Override
  public Step put(Subspace space, List<Entry> entries) {
    Step keys = array("", entries.stream().map(Entry::key).toList());
    Step values = array("", entries.stream().map(Entry::value).toList());
    return new Step(
        "INSERT INTO "
            + Statements.table(space)
            + " (k, v) SELECT * FROM unnest(?::bytea[], ?::bytea[])"
            + " ON CONFLICT (k) DO UPDATE SET v = EXCLUDED.v",
        keys.octets() + values.octets(),
        (statement, place) ->
            values.binding().bind(statement, keys.binding().bind(statement, place)),
        null);
  }

  @Override
  public Step delete(Subspace space, List<byte[]> keys) {
    return array("DELETE FROM " + Statements.table(space) + " WHERE k = ANY (?)", keys);
  }

  @Override
  public List<Step> beginToWrite(boolean durable) {
    // The log is flushed in order: the next durable transaction brings this one with it.
    return durable ? List.of(DURABLE) : List.of(DURABLE, NOT_YET);
  }

  @Override
  public List<Step> beginToRead() {
    // The first query takes the snapshot.
    return List.of(SNAPSHOT, Step.of("SELECT 1").into(_ -> {}));
  }

  @Override
  public Fault fault(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return switch (state) {
      case "40001", "40P01", "55P03" -> Fault.CONFLICT;
      case "53100", "25006" -> Fault.FULL;
      case "XX001", "XX002" -> Fault.CORRUPT;
      case "57P01", "57P02", "57P03", "57P05", "25P03" -> Fault.LOST;
      default -> Dialect.isLost(e) ? Fault.LOST : Fault.REFUSED;
    };
  }

  @Override
  public String culprit(SQLException e) {
    return switch (String.valueOf(e.getSQLState())) {
      case "28P01" -> "password";
      case "28000", "42501" -> "user";
      case "3D000" -> "database";
      // A parameter that there is not, or not with such a value.
      case "42704", "22023" -> "options";
      // Of the driver's own refusals only the words tell.
      default ->
          String.valueOf(e.getMessage()).contains("the password is an empty string")
              ? "password"
              : Way.culprit(e);
    };
  }

  private static Step array(String sql, List<byte[]> values) {
    long octets = values.stream().mapToLong(value -> value.length).sum();
    return new Step(sql, octets, (statement, place) -> bind(statement, place, values), null);
  }

  private static int bind(PreparedStatement statement, int place, List<byte[]> values)
      throws SQLException {
    Array array = statement.getConnection().createArrayOf("bytea", values.toArray(byte[][]::new));
    statement.setArray(place, array);
    return place + 1;
  }
}
