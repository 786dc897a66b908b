package org.mailkeep.directory.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Trace;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.directory.api.spi.Receiver;
import org.mailkeep.directory.api.spi.SharedQuestion;
import org.mailkeep.kernel.DomainName;

/// A directory in a database. Safe for many threads.
///
/// What clients write reaches the database as parameters only. Rows that make no sense, such as a
/// name of control characters, are passed over; whatever else goes wrong is temporary.
public final class SqlDirectory implements DirectorySource {
  private static final System.Logger LOG = System.getLogger(SqlDirectory.class.getName());

  /// Nobody's name, for checks.
  private static final String NOBODY = "nobody@mailkeep.invalid";

  /// In nanoseconds.
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Map<Query, PreparedQuery> queries;
  private final Columns columns;
  private final DataSource pool;
  private final int seconds;
  private final int mostRows;
  private final Runnable end;
  private final SharedQuestion<DomainName, Verdict> domains = new SharedQuestion<>(this::isHosted);

  /// What bounds a question.
  ///
  /// @param timeout of a question, with all its queries
  /// @param rows that an answer may have; one with more is a failure
  record Limits(Duration timeout, int rows) {}

  /// @param end what is to be done when nobody asks any more
  SqlDirectory(
      Map<Query, PreparedQuery> queries,
      Columns columns,
      DataSource pool,
      Limits limits,
      Runnable end) {
    this.queries = Map.copyOf(queries);
    this.columns = columns;
    this.pool = pool;
    this.seconds = Math.toIntExact(Math.max(1, limits.timeout().toSeconds()));
    this.mostRows = limits.rows();
    this.end = end;
  }

  @Override
  public Answer<Entry> entry(String login) {
    return asked(
        talk -> {
          Optional<Row> row = row(talk, login);
          return row.isEmpty() ? new Answer.Unknown<>() : new Answer.Found<>(row.get().entry());
        },
        Answer.Unavailable::new);
  }

  @Override
  public Answer<Entry> entry(Identity identity) {
    return entry(identity.name());
  }

  @Override
  public PasswordAnswer prove(String login, String password) {
    return secrets(login);
  }

  @Override
  public PasswordAnswer secrets(String login) {
    return asked(
        talk -> {
          Optional<Row> row = row(talk, login);
          return row.isEmpty()
              ? new PasswordAnswer.Nobody()
              : new PasswordAnswer.BySecrets(row.get().entry(), row.get().secrets());
        },
        PasswordAnswer.Unavailable::new);
  }

  /// An account in the database.
  private record Row(Entry entry, List<String> secrets) {}

  /// Several rows are several secrets of one account.
  private Optional<Row> row(Talk talk, String login) throws SQLException {
    Set<String> secrets = new LinkedHashSet<>();
    Entry found = null;
    PreparedQuery query = queries.get(Query.NAME);
    if (query == null) {
      return Optional.empty();
    }
    try (PreparedStatement statement = prepared(talk, query, login);
        ResultSet answer = statement.executeQuery()) {
      Columns.Found at = columns.in(answer);
      while (answer.next()) {
        if (found == null) {
          Optional<Identity> identity = Identity.read(at.name(answer).orElse(login));
          if (identity.isEmpty()) {
            return Optional.empty();
          }
          found =
              new Entry(
                  identity.get(),
                  Entry.Kind.of(at.type(answer).stream().toList()),
                  at.description(answer).orElse(""),
                  List.of(),
                  at.quota(answer),
                  at.enabled(answer));
        }
        at.secret(answer).ifPresent(secrets::add);
      }
      told(Query.NAME, query, login, found == null ? 0 : 1);
    }
    return found == null
        ? Optional.empty()
        : Optional.of(new Row(withEmails(talk, found), List.copyOf(secrets)));
  }

  private Entry withEmails(Talk talk, Entry entry) throws SQLException {
    return new Entry(
        entry.identity(),
        entry.kind(),
        entry.description(),
        whole(talk, Query.EMAILS, entry.identity().name()),
        entry.quota(),
        entry.enabled());
  }

  @Override
  public Answer<List<Receiver>> recipients(String address) {
    return Receiver.of(identities(Query.RECIPIENTS, address));
  }

  /// Mail for many people of one domain arrives at once.
  @Override
  public Verdict isLocal(DomainName domain) {
    return domains.ask(domain);
  }

  /// Queries look for addresses like `%@` and the domain. There `_` is any character; in a domain
  /// of mail it cannot stand (RFC 5321 §4.1.2).
  private Verdict isHosted(DomainName domain) {
    return domain.ascii().contains("_")
        ? new Verdict.No()
        : asked(
            talk -> Verdict.of(!texts(talk, Query.DOMAINS, domain.ascii(), 1).isEmpty()),
            Verdict.Unavailable::new);
  }

  @Override
  public Answer<List<String>> verify(String text, int limit) {
    return asked(
        talk -> new Answer.Found<>(texts(talk, Query.VERIFY, text, mostRows)),
        Answer.Unavailable::new);
  }

  @Override
  public Answer<List<String>> expand(String address) {
    return asked(
        talk -> new Answer.Found<>(whole(talk, Query.EXPAND, address)), Answer.Unavailable::new);
  }

  @Override
  public Answer<List<Identity>> groups(Identity member) {
    return identities(Query.MEMBERS, member.name());
  }

  private Answer<List<Identity>> identities(Query query, String about) {
    return asked(
        talk ->
            new Answer.Found<>(
                whole(talk, query, about).stream()
                    .flatMap(name -> Identity.read(name).stream())
                    .distinct()
                    .toList()),
        Answer.Unavailable::new);
  }

  /// Asks for nobody, so that wrong queries are found before somebody comes.
  @Override
  public Optional<String> trouble() {
    return asked(
        talk -> {
          row(talk, NOBODY);
          for (Query query :
              List.of(Query.MEMBERS, Query.RECIPIENTS, Query.EMAILS, Query.DOMAINS)) {
            texts(talk, query, NOBODY, 1);
          }
          return Optional.empty();
        },
        Optional::of);
  }

  /// The first column of all rows; nothing when there is no such query.
  ///
  /// @throws SQLException also when there are too many
  private List<String> whole(Talk talk, Query which, String about) throws SQLException {
    List<String> texts = texts(talk, which, about, mostRows + 1);
    if (texts.size() > mostRows) {
      throw new SQLException(
          "query %s: more than %d rows, which limits.entries allows"
              .formatted(which.text(), mostRows));
    }
    return texts;
  }

  /// The first column of each row, up to a number; nothing when there is no such query.
  private List<String> texts(Talk talk, Query which, String about, int most) throws SQLException {
    PreparedQuery query = queries.get(which);
    if (query == null) {
      return List.of();
    }
    try (PreparedStatement statement = prepared(talk, query, about);
        ResultSet answer = statement.executeQuery()) {
      var texts = new ArrayList<String>();
      while (answer.next() && texts.size() < most) {
        String text = answer.getString(1);
        if (text != null) {
          texts.add(text);
        }
      }
      told(which, query, about, texts.size());
      return texts;
    } catch (SQLException e) {
      throw new SQLException("query " + which.text() + ": " + e.getMessage(), e.getSQLState(), e);
    }
  }

  private static void told(Query which, PreparedQuery query, String about, int rows) {
    Trace.tell(
        "query",
        () -> "%s: %s with \"%s\": %d rows".formatted(which.text(), query.sql(), about, rows));
  }

  private PreparedStatement prepared(Talk talk, PreparedQuery query, String about)
      throws SQLException {
    PreparedStatement statement = talk.connection().prepareStatement(query.sql());
    boolean ready = false;
    try {
      statement.setQueryTimeout(talk.bound());
      statement.setMaxRows(mostRows + 1);
      for (int i = 1; i <= query.places(); i++) {
        statement.setString(i, about);
      }
      ready = true;
      return statement;
    } finally {
      if (!ready) {
        statement.close();
      }
    }
  }

  /// A question over one connection.
  private interface Question<T> {
    T ask(Talk talk) throws SQLException;
  }

  /// What a question is asked over, and how long it may be.
  ///
  /// @param end of the directory's time, by [System#nanoTime]
  /// @param usual the connection's own time to wait for a server that is silent, in milliseconds;
  ///   empty when its driver does not tell
  private record Talk(Connection connection, long end, OptionalInt usual) implements AutoCloseable {
    static Talk over(Connection connection, long end) {
      try {
        return new Talk(connection, end, OptionalInt.of(connection.getNetworkTimeout()));
      } catch (SQLException e) {
        LOG.log(System.Logger.Level.DEBUG, "how long a connection waits", e);
        return new Talk(connection, end, OptionalInt.empty());
      }
    }

    /// The seconds that are left for what is done next. A server that still speaks is told to end
    /// it then, and the connection stays; one that is silent is given up a second later.
    ///
    /// @throws SQLTimeoutException when there are none
    int bound() throws SQLTimeoutException {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new SQLTimeoutException("no answer in time");
      }
      int seconds = Math.toIntExact(Math.max(1, (left + SECOND / 2) / SECOND));
      patience(Math.clamp(TimeUnit.SECONDS.toMillis(seconds + 1L), 1, Integer.MAX_VALUE));
      return seconds;
    }

    /// Whoever has the connection next finds it as it was.
    @Override
    public void close() {
      usual.ifPresent(this::patience);
    }

    /// Drivers need not know how, and a connection that is gone does not.
    private void patience(int millis) {
      try {
        if (usual.isPresent()) {
          connection.setNetworkTimeout(Runnable::run, millis);
        }
      } catch (SQLException e) {
        LOG.log(System.Logger.Level.DEBUG, "how long a connection waits", e);
      }
    }
  }

  /// All that is asked, again or not, is within the directory's time, as exactly as drivers count:
  /// in seconds. It begins with the first connection: for that one callers wait as long as the pool
  /// lets them. One more second may go by to find out whether a connection that failed is of use.
  private <T> T asked(Question<T> question, Function<String, T> unavailable) {
    try {
      try (Connection connection = pool.getConnection();
          Talk talk = Talk.over(connection, System.nanoTime() + seconds * SECOND)) {
        return over(talk, question);
      } catch (DeadConnection dead) {
        return again(question, dead);
      }
    } catch (SQLException e) {
      return unavailable.apply(String.valueOf(e.getMessage()).strip());
    }
  }

  /// Asks once more, unless it is too late for that: questions change nothing. When one connection
  /// is dead, as after a restart of the database, others of the pool may be, too.
  private <T> T again(Question<T> question, DeadConnection dead) throws SQLException {
    while (System.nanoTime() - dead.end < 0) {
      try (Connection connection = pool.getConnection();
          Talk talk = Talk.over(connection, dead.end)) {
        if (connection.isValid(talk.bound())) {
          return over(talk, question);
        }
        connection.abort(Runnable::run);
      }
    }
    throw dead;
  }

  private <T> T over(Talk talk, Question<T> question) throws SQLException {
    try {
      return question.ask(talk);
    } catch (SQLException e) {
      Connection connection = talk.connection();
      long left = (talk.end() - System.nanoTime()) / SECOND;
      if (connection.isValid(Math.clamp(left, 1, seconds))) {
        throw e;
      }
      connection.abort(Runnable::run); // so that the pool makes another one
      throw new DeadConnection(e, talk.end());
    }
  }

  /// The connection was of no use, whatever was asked.
  private static final class DeadConnection extends SQLException {
    private static final long serialVersionUID = 1L;

    /// Of the directory's time, by [System#nanoTime].
    private final long end;

    DeadConnection(SQLException cause, long end) {
      super(cause.getMessage(), cause.getSQLState(), cause);
      this.end = end;
    }
  }

  @Override
  public void close() {
    end.run();
  }
}
