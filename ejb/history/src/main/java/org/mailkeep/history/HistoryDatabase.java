package org.mailkeep.history;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.ValidationMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// The database of the history: brought up to date and opened when it is first needed, so that a
/// server starts without it. Safe for many threads.
///
/// The persistence unit is made by program (Jakarta Persistence 3.2 §9.6), not by a file: which
/// database there is, only the configuration says.
final class HistoryDatabase implements AutoCloseable {
  private static final String TABLE = "mailkeep_history_schema";
  private static final String MIGRATIONS = "classpath:org/mailkeep/history/migration";
  private static final AtomicLong UNITS = new AtomicLong();

  private final Supplier<DataSource> pool;
  private @Nullable Opened opened;
  private boolean closed;

  /// A database that is open.
  private record Opened(EntityManagerFactory factory, Kind kind) {}

  /// What is peculiar to a kind of database.
  ///
  /// @param table ends a statement that makes a table
  /// @param flush a statement after a commit that puts it on stable storage; empty when the commit
  ///   itself does
  /// @param dialect the provider's name of it; empty when it finds out by itself
  private record Kind(String table, String flush, String dialect) {
    static Kind of(String product) {
      return switch (product.toLowerCase(Locale.ROOT)) {
        case "mysql", "mariadb" -> new Kind(" DEFAULT CHARACTER SET utf8mb4", "", "");
        case "h2" -> new Kind("", "CHECKPOINT SYNC", "");
        // The provider does not know it: for what is asked here it speaks as PostgreSQL does.
        case "sqlite" -> new Kind("", "", "PostgreSQL");
        default -> new Kind("", "", "");
      };
    }
  }

  /// @param pool finds a pool; what that gives commits by itself unless told otherwise
  HistoryDatabase(Supplier<DataSource> pool) {
    this.pool = pool;
  }

  /// Reads.
  ///
  /// @throws HistoryException when the database does not answer
  <T> T read(Function<EntityManager, T> work) {
    return inTransaction(opened(), work);
  }

  /// Writes, durably, all or nothing.
  ///
  /// @throws HistoryException when the database does not say that it did
  <T> T write(Function<EntityManager, T> work) {
    Opened database = opened();
    T result = inTransaction(database, work);
    if (!database.kind().flush().isEmpty()) {
      inTransaction(database, em -> em.createNativeQuery(database.kind().flush()).executeUpdate());
    }
    return result;
  }

  private static <T> T inTransaction(Opened database, Function<EntityManager, T> work) {
    try (EntityManager em = database.factory().createEntityManager()) {
      EntityTransaction transaction = em.getTransaction();
      transaction.begin();
      try {
        T result = work.apply(em);
        transaction.commit();
        return result;
      } finally {
        if (transaction.isActive()) {
          transaction.rollback();
        }
      }
    } catch (RuntimeException e) {
      throw new HistoryException("the history's database: " + words(e), e);
    }
  }

  private synchronized Opened opened() {
    Opened now = opened;
    if (closed) {
      throw new HistoryException("the history's database is closed", null);
    }
    if (now == null) {
      try {
        now = open();
      } catch (SQLException | RuntimeException e) {
        throw new HistoryException("the history's database cannot be opened: " + words(e), e);
      }
      opened = now;
    }
    return now;
  }

  private Opened open() throws SQLException {
    var source = new LiveConnections(pool.get());
    Kind kind;
    try (Connection connection = source.getConnection()) {
      kind = Kind.of(connection.getMetaData().getDatabaseProductName());
    }
    ClassLoader ours = HistoryDatabase.class.getClassLoader();
    Flyway.configure(ours)
        .dataSource(source)
        .table(TABLE)
        .locations(MIGRATIONS)
        .placeholders(Map.of("table", kind.table()))
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
    return new Opened(factory(source, kind), kind);
  }

  private EntityManagerFactory factory(DataSource source, Kind kind) {
    var unit =
        new PersistenceConfiguration("mailkeep-history-" + UNITS.incrementAndGet())
            .provider("org.eclipse.persistence.jpa.PersistenceProvider")
            .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
            .validationMode(ValidationMode.NONE)
            .managedClass(AuditRecord.class)
            .managedClass(AuditPart.class)
            .managedClass(DeliveryRecord.class)
            .property("jakarta.persistence.nonJtaDataSource", source)
            .property("eclipselink.weaving", "false")
            .property("eclipselink.cache.shared.default", "false")
            .property("eclipselink.jdbc.batch-writing", "JDBC")
            .property("eclipselink.logging.logger", "JavaLogger")
            .property("eclipselink.logging.level", "SEVERE");
    if (!kind.dialect().isEmpty()) {
      unit.property("eclipselink.target-database", kind.dialect());
    }
    return unit.createEntityManagerFactory();
  }

  private static String words(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String words = String.valueOf(deepest.getMessage());
    return words.lines().findFirst().orElse(deepest.getClass().getSimpleName());
  }

  @Override
  public synchronized void close() {
    Opened now = opened;
    opened = null;
    closed = true;
    if (now != null) {
      now.factory().close();
    }
  }
}
