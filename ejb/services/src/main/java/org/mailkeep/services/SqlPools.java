package org.mailkeep.services;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.naming.InitialContext;
import javax.naming.InvalidNameException;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.spi.DataBackend;
import org.mailkeep.store.sql.AgedPool;
import org.mailkeep.store.sql.Connections;
import org.mailkeep.store.sql.SqlBackend;
import org.mailkeep.store.sql.SqlConfig;
import org.mailkeep.store.sql.StoreConnections;

/// Stores in SQL databases over JDBC pools of the container: one that the administrator has made,
/// or one that we define, which the server console shows and tunes while the store is open. What a
/// killed server left of them is defined anew.
final class SqlPools {
  private static final System.Logger LOG = System.getLogger(SqlPools.class.getName());

  /// Pools that are ours: only they get their connections from our class.
  static final DefinedPools DEFINED =
      new DefinedPools(
          "jdbc-connection-pool",
          "mailkeep-",
          "datasource-classname",
          _ -> StoreConnections.class.getName());

  /// Ends the second name of a resource, under which the container's transactions leave it alone.
  private static final String NOT_IN_TRANSACTIONS = "__nontx";

  /// How many use each pool that is ours, by the store's id.
  private static final Map<String, Integer> USERS = new HashMap<>();

  private SqlPools() {}

  /// Opens a store.
  ///
  /// @throws StoreException when its database cannot be reached; names the setting
  static DataBackend open(SqlConfig config) {
    return switch (config.place()) {
      case SqlConfig.Container(var name) -> SqlBackend.open(config, named(config, name), () -> {});
      case SqlConfig.File _, SqlConfig.Server _ -> openDefined(config);
    };
  }

  private static DataBackend openDefined(SqlConfig config) {
    DataSource connections = Connections.of(config);
    Connections.probe(config, connections);
    Lease lease = defined(config, connections);
    boolean open = false;
    try {
      DataBackend backend = SqlBackend.open(config, lease.pool(), lease.end());
      open = true;
      return backend;
    } finally {
      if (!open) {
        lease.end().run();
      }
    }
  }

  /// A pool that somebody uses.
  ///
  /// @param end says that they do not any more; the pool goes with its last user
  record Lease(DataSource pool, Runnable end) {}

  /// A pool to a database of others, which need not be there now. One that a store has is shared.
  ///
  /// @throws StoreException when the container does not have it
  static Lease reading(SqlConfig config) {
    return config.place() instanceof SqlConfig.Container(var name)
        ? new Lease(named(config, name), () -> {})
        : ageing(defined(config, Connections.reading(config)));
  }

  /// A pool to a store's database. One that the store has is shared.
  ///
  /// @throws StoreException when the container does not have it
  static Lease asking(SqlConfig config) {
    return config.place() instanceof SqlConfig.Container(var name)
        ? new Lease(named(config, name), () -> {})
        : writing(config);
  }

  /// A pool to a database that is read and written, shared by all who ask for the same one.
  static Lease writing(SqlConfig config) {
    return ageing(defined(config, Connections.of(config)));
  }

  /// For those who do not look at the age of connections themselves, as stores do.
  private static Lease ageing(Lease lease) {
    return new Lease(AgedPool.of(lease.pool()), lease.end());
  }

  /// A pool that the administrator has made.
  ///
  /// @param key the setting that names it
  /// @throws StoreException when the container does not have it
  static DataSource named(String key, String name) {
    try {
      return lookUp(name + NOT_IN_TRANSACTIONS);
    } catch (NamingException first) {
      try {
        return lookUp(name);
      } catch (NamingException e) {
        throw new StoreException.Unavailable(key + ": the server has no JDBC resource " + name, e);
      }
    }
  }

  private static synchronized Lease defined(SqlConfig config, DataSource connections) {
    String id = config.id();
    int users = USERS.getOrDefault(id, 0);
    boolean defined = false;
    try {
      if (users == 0) {
        StoreConnections.provide(config, connections);
      }
      DataSource pool = users == 0 ? define(config) : shared(config);
      USERS.put(id, users + 1);
      defined = true;
      var ended = new AtomicBoolean();
      return new Lease(
          pool,
          () -> {
            if (!ended.getAndSet(true)) {
              end(id);
            }
          });
    } finally {
      if (!defined && users == 0) {
        undefine(id);
      }
    }
  }

  private static synchronized void end(String id) {
    int users = USERS.getOrDefault(id, 1) - 1;
    if (users == 0) {
      USERS.remove(id);
      undefine(id);
    } else {
      USERS.put(id, users);
    }
  }

  private static DataSource shared(SqlConfig config) {
    try {
      return lookUp(resource(config.id()));
    } catch (NamingException e) {
      throw new StoreException.Unavailable("the pool of store " + config.id() + " is gone", e);
    }
  }

  private static DataSource named(SqlConfig config, String name) {
    return named("store." + config.id() + ".data-source", name);
  }

  /// Looks a pool up in the container's own naming: a name that points elsewhere is refused.
  @SuppressWarnings("BanJNDI") // the name is the administrator's, without a scheme but java:
  private static DataSource lookUp(String name) throws NamingException {
    if (name.contains(":") && !name.startsWith("java:")) {
      throw new InvalidNameException(name);
    }
    if (new InitialContext().lookup(name) instanceof DataSource pool) {
      return pool;
    }
    throw new NameNotFoundException(name + " is no JDBC resource");
  }

  private static DataSource define(SqlConfig config) {
    try {
      ServerCommands commands = ServerCommands.find();
      tidy(commands);
      DEFINED.makeRoom(commands::run, config.id());
      commands.run("create-jdbc-connection-pool", pool(config));
      commands.run(
          "create-jdbc-resource",
          List.of("--connectionpoolid", DEFINED.name(config.id()), resource(config.id())));
      return lookUp(resource(config.id()));
    } catch (ServerCommands.Failed | NamingException e) {
      throw new StoreException.Unavailable(
          "store." + config.id() + ": the server does not define its pool: " + e.getMessage(), e);
    }
  }

  private static List<String> pool(SqlConfig config) {
    SqlConfig.Pool sizes = config.pool();
    List<String> line = new ArrayList<>();
    line.addAll(List.of("--restype", "javax.sql.DataSource"));
    line.addAll(List.of("--datasourceclassname", StoreConnections.class.getName()));
    line.addAll(List.of("--steadypoolsize", String.valueOf(sizes.least())));
    line.addAll(List.of("--maxpoolsize", String.valueOf(sizes.most())));
    line.addAll(List.of("--poolresize", "1"));
    line.addAll(List.of("--idletimeout", String.valueOf(Math.max(1, sizes.idle().toSeconds()))));
    line.addAll(List.of("--maxwait", String.valueOf(config.waiting().toMillis())));
    line.addAll(List.of("--nontransactionalconnections", "true"));
    line.addAll(List.of("--isisolationguaranteed", "false"));
    line.addAll(List.of("--wrapjdbcobjects", "false"));
    line.addAll(List.of("--description", "Mailkeep's store " + config.id()));
    line.addAll(List.of("--property", "store=" + config.id()));
    line.add(DEFINED.name(config.id()));
    return line;
  }

  private static void undefine(String id) {
    StoreConnections.withdraw(id);
    try {
      tidy(ServerCommands.find());
    } catch (ServerCommands.Failed e) {
      LOG.log(Level.WARNING, "the pool of store " + id + " stays until the next start", e);
    }
  }

  /// Removes those of ours that no open store uses.
  private static void tidy(ServerCommands commands) throws ServerCommands.Failed {
    for (String store : DEFINED.ids(commands::run)) {
      if (!StoreConnections.provides(store)) {
        DEFINED.delete(commands::run, store);
      }
    }
  }

  private static String resource(String id) {
    return "jdbc/mailkeep/" + id;
  }
}
