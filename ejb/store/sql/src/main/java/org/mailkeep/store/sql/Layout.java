package org.mailkeep.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// The tables of a store: one for each subspace, and one that says by which version of the server
/// they were laid out.
///
/// @param database where they are
record Layout(Database database) {
  /// The layout that this server makes.
  static final int VERSION = 1;

  private static final String TABLE = "mailkeep_schema";

  /// Nodes that start at once may meet in the catalogue.
  private static final int ATTEMPTS = 5;

  /// Makes the tables that are missing.
  ///
  /// @throws StoreException when they cannot be made, or were laid out by a newer server
  void prepare() {
    for (int attempt = 1; ; attempt++) {
      try {
        database.read(
            "prepare the tables",
            session -> {
              try {
                prepare(session);
                return true;
              } catch (SQLException e) {
                session.rollback();
                throw e;
              }
            });
        return;
      } catch (StoreException.Unavailable e) {
        if (attempt == ATTEMPTS || !(e.getCause() instanceof SQLException)) {
          throw e;
        }
      }
    }
  }

  private void prepare(Session session) throws SQLException {
    Set<String> tables = tables(session);
    boolean marked = tables.contains(TABLE);
    if (marked) {
      marked = isKnown(session);
    }
    List<Step> steps = new ArrayList<>();
    steps.add(
        Step.of(
            "CREATE TABLE IF NOT EXISTS "
                + TABLE
                + " (part VARCHAR(64) NOT NULL PRIMARY KEY, version INTEGER NOT NULL)"));
    for (Subspace space : Subspace.values()) {
      if (!tables.contains(Statements.table(space))) {
        steps.addAll(database.dialect().create(space));
      }
    }
    if (steps.size() > 1 || !marked) {
      session.run(steps);
    }
    if (!marked) {
      session.run(
          List.of(
              Step.of(
                  "INSERT INTO " + TABLE + " (part, version) VALUES ('data', " + VERSION + ")")));
    }
  }

  private Set<String> tables(Session session) throws SQLException {
    Set<String> tables = new HashSet<>();
    session.run(
        List.of(
            database
                .dialect()
                .tables()
                .into(row -> tables.add(row.getString(1).toLowerCase(Locale.ROOT)))));
    return tables;
  }

  /// Whether the tables say which version they have; one that this server does not know ends it.
  private boolean isKnown(Session session) throws SQLException {
    List<Integer> versions = new ArrayList<>();
    session.run(
        List.of(
            Step.of("SELECT version FROM " + TABLE + " WHERE part = 'data'")
                .into(row -> versions.add(row.getInt(1)))));
    for (int version : versions) {
      if (version > VERSION) {
        throw new StoreException.Unavailable(
            "the tables have layout "
                + version
                + " of a newer server; this one knows layout "
                + VERSION
                + " and must not open them");
      }
    }
    return !versions.isEmpty();
  }
}
