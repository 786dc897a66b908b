package org.mailkeep.directory.sql;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;

/// `store.<id>.query.*` and `directory.<id>.columns.*` of directories in databases.
public final class SqlDirectorySettings {
  private static final String EACH =
      "`?` or `$1` stands for what is looked for. `name`: the account with a login name, in lower"
          + " case; `members`: names of its groups; `recipients`: names of who gets mail for an"
          + " address or for `@domain`; `emails`: addresses of an account, the primary one first;"
          + " `verify`: addresses in which a text occurs; `expand`: addresses of a list's members;"
          + " `domains`: a row when a domain is hosted.";

  /// The names of the queries that directories ask.
  public static final List<String> NAMES = Arrays.stream(Query.values()).map(Query::text).toList();

  /// What a database is asked.
  public static final Setting<String> QUERY =
      Setting.text("store.<id>.query.<query>")
          .unsetMeans("not asked")
          .onRestart()
          .says(
              "What a directory asks its database. "
                  + EACH
                  + " Rules ask any other as a list, `in-list = \"store/query\"`, of what it finds"
                  + " a row for, or by `sql_query`.");

  /// The same beside a directory.
  public static final Setting<String> OWN_QUERY =
      Setting.text("directory.<id>.query.<query>")
          .unsetMeans("that of `store.<id>.query`")
          .onRestart()
          .says("What this directory asks its database. " + EACH);

  /// Where secrets are.
  public static final Setting<String> SECRET =
      column("secret", "secret", "What a password is compared with, hashed or not.");

  /// Where classes are.
  public static final Setting<String> CLASS =
      Setting.text("directory.<id>.columns.class")
          .formerly("directory.<id>.columns.type")
          .unsetMeans("`type`, when there is one")
          .onRestart()
          .says("Column of the query `name`. What an account is: individual, group or admin.");

  /// Where descriptions are.
  public static final Setting<String> DESCRIPTION =
      column("description", "description", "What people call an account.");

  /// Where quotas are.
  public static final Setting<String> QUOTA =
      column("quota", "quota", "Octets that an account may keep; 0 is no limit.");

  /// Where names are.
  public static final Setting<String> NAME =
      column("name", "", "The login name, where an account can be found by another one, too.");

  /// Where it says that an account may log in.
  public static final Setting<String> ENABLED =
      column("enabled", "", "Whether an account may log in; its mail is kept all the same.");

  /// A column of older files that says nothing.
  public static final Setting<String> EMAIL =
      Setting.text("directory.<id>.columns.email")
          .unsetMeans("nothing")
          .onRestart()
          .says("A column that older files name; the query `emails` gives the addresses.");

  /// A group of older files.
  public static final Setting<String> SUPERUSERS =
      Setting.text("directory.<id>.options.superuser-group")
          .unsetMeans("nothing")
          .onRestart()
          .says(
              "The group whose members older files make administrators; here the column class says"
                  + " who is one.");

  /// What is asked about a directory in a database. The queries that are offered are of tables as
  /// many mail servers have them: accounts (name, type, secret, description, quota, active), emails
  /// (name, address, type) and group_members (name, member_of).
  public static final Form FORM =
      Form.of(
          "directory",
          ChosenDirectory.Kind.SQL,
          Question.optional(ChosenDirectory.STORE),
          Question.required(DirectoryServerSettings.URL).without(ChosenDirectory.STORE),
          query(
              Query.NAME,
              "SELECT name, type, secret, description, quota FROM accounts"
                  + " WHERE name = ? AND active = TRUE"),
          query(Query.MEMBERS, "SELECT member_of FROM group_members WHERE name = ?"),
          query(Query.RECIPIENTS, "SELECT name FROM emails WHERE address = ?"),
          query(
              Query.EMAILS,
              "SELECT address FROM emails WHERE name = ? AND type <> 'list'"
                  + " ORDER BY type DESC, address"),
          query(
              Query.VERIFY,
              "SELECT address FROM emails WHERE address LIKE CONCAT('%', ?, '%')"
                  + " AND type = 'primary' ORDER BY address LIMIT 5"),
          query(
              Query.EXPAND,
              "SELECT p.address FROM emails p JOIN emails l ON p.name = l.name"
                  + " WHERE p.type = 'primary' AND l.type = 'list' AND l.address = ?"),
          query(Query.DOMAINS, "SELECT 1 FROM emails WHERE address LIKE CONCAT('%@', ?) LIMIT 1"));

  /// Queries must be some, and ask for something.
  static final SettingRule SENSIBLE =
      (configuration, problems) -> {
        for (Setting<String> setting : List.of(QUERY, OWN_QUERY)) {
          String table = setting == QUERY ? "store" : "directory";
          for (String id : configuration.ids(table)) {
            for (String query : configuration.ids(table + "." + id + ".query")) {
              problem(setting, query, configuration.get(setting, id, query))
                  .ifPresent(
                      words -> problems.accept(configuration.problem(words, setting, id, query)));
            }
          }
        }
      };

  private SqlDirectorySettings() {}

  private static Question query(Query query, String usual) {
    boolean needed = Set.of(Query.NAME, Query.RECIPIENTS, Query.EMAILS).contains(query);
    Question question = needed ? Question.required(OWN_QUERY) : Question.optional(OWN_QUERY);
    return question.at(query.text()).proposing(usual);
  }

  private static Setting<String> column(String name, String usual, String says) {
    return Setting.text("directory.<id>.columns." + name)
        .unsetMeans(usual.isEmpty() ? "none" : "`" + usual + "`, when there is one")
        .onRestart()
        .says("Column of the query `name`. " + says);
  }

  /// Whether a query is none of those that directories ask, but one of rules.
  public static boolean isLookup(String query) {
    return !NAMES.contains(query);
  }

  private static Optional<String> problem(Setting<String> setting, String query, String text) {
    if (setting == OWN_QUERY && isLookup(query)) {
      return Optional.of("is no query of a directory; there are " + String.join(", ", NAMES));
    }
    return !isLookup(query) && PreparedQuery.of(text).places() == 0
        ? Optional.of("must have ? or $1 for what is looked for")
        : Optional.empty();
  }

  /// A directory as it is configured.
  ///
  /// @param id of the directory
  /// @param pool of connections to its database
  /// @param timeout of a query
  /// @param end what is to be done when nobody asks any more
  public static DirectorySource directory(
      Configuration configuration, String id, DataSource pool, Duration timeout, Runnable end) {
    return new SqlDirectory(
        queries(configuration, id),
        columns(configuration, id),
        pool,
        new SqlDirectory.Limits(timeout, configuration.get(DirectoryServerSettings.ENTRIES, id)),
        end);
  }

  private static Map<Query, PreparedQuery> queries(Configuration configuration, String id) {
    Map<Query, PreparedQuery> queries = new EnumMap<>(Query.class);
    Optional<String> store = configuration.find(ChosenDirectory.STORE, id);
    for (Query query : Query.values()) {
      configuration
          .find(OWN_QUERY, id, query.text())
          .or(() -> store.flatMap(name -> configuration.find(QUERY, name, query.text())))
          .ifPresent(text -> queries.put(query, PreparedQuery.of(text)));
    }
    return queries;
  }

  private static Columns columns(Configuration configuration, String id) {
    return new Columns(
        column(configuration, SECRET, id, "secret"),
        column(configuration, CLASS, id, "type"),
        column(configuration, DESCRIPTION, id, "description"),
        column(configuration, QUOTA, id, "quota"),
        column(configuration, NAME, id, ""),
        column(configuration, ENABLED, id, ""));
  }

  private static Columns.Column column(
      Configuration configuration, Setting<String> setting, String id, String usual) {
    String label = configuration.find(setting, id).orElse(usual).toLowerCase(Locale.ROOT);
    return new Columns.Column(label, configuration.isSet(setting, id) && !label.isEmpty());
  }
}
