package org.mailkeep.directory.sql;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.directory.api.Account;

/// Where the answer to the query `name` says what. A column that the settings name must be there;
/// the usual ones are taken when they are.
///
/// @param secret whatever passwords are compared with
/// @param type what it is: `individual`, `group`, `admin`
/// @param name the login name, where an account is found by others too
/// @param enabled whether it may log in
record Columns(
    Column secret, Column type, Column description, Column quota, Column name, Column enabled) {

  /// One column.
  ///
  /// @param label as the query calls it; empty for none
  /// @param required whether an answer without it is no answer
  record Column(String label, boolean required) {}

  /// An answer lacks a column that the settings name.
  static final class Missing extends SQLException {
    private static final long serialVersionUID = 1L;

    Missing(String label) {
      super("the query gives no column " + label);
    }
  }

  /// Where each column of an answer is.
  ///
  /// @param places by label, in lower case
  record Found(Columns columns, Map<String, Integer> places) {
    Optional<String> secret(ResultSet row) throws SQLException {
      return text(row, columns.secret);
    }

    Optional<String> type(ResultSet row) throws SQLException {
      return text(row, columns.type);
    }

    Optional<String> description(ResultSet row) throws SQLException {
      return text(row, columns.description);
    }

    Optional<String> name(ResultSet row) throws SQLException {
      return text(row, columns.name);
    }

    /// Octets; none, null and 0 are no limit.
    Account.Quota quota(ResultSet row) throws SQLException {
      Integer place = places.get(columns.quota.label());
      long octets = place == null ? 0 : row.getLong(place);
      return octets > 0 ? Account.Quota.ofBytes(octets) : Account.Quota.UNLIMITED;
    }

    boolean enabled(ResultSet row) throws SQLException {
      Optional<String> text = text(row, columns.enabled);
      return text.isEmpty()
          || switch (text.get().strip().toLowerCase(Locale.ROOT)) {
            case "0", "f", "false", "n", "no", "off", "disabled" -> false;
            default -> true;
          };
    }

    private Optional<String> text(ResultSet row, Column column) throws SQLException {
      Integer place = places.get(column.label());
      return place == null
          ? Optional.empty()
          : Optional.ofNullable(row.getString(place)).filter(text -> !text.isEmpty());
    }
  }

  /// Finds them in an answer.
  ///
  /// @throws Missing when one is not there that must be
  Found in(ResultSet answer) throws SQLException {
    ResultSetMetaData labels = answer.getMetaData();
    var places = new HashMap<String, Integer>();
    for (int i = 1; i <= labels.getColumnCount(); i++) {
      places.putIfAbsent(labels.getColumnLabel(i).toLowerCase(Locale.ROOT), i);
    }
    for (Column column : new Column[] {secret, type, description, quota, name, enabled}) {
      if (column.required() && !places.containsKey(column.label())) {
        throw new Missing(column.label());
      }
    }
    return new Found(this, places);
  }
}
