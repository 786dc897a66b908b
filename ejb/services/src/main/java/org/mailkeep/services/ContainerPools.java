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
import org.jspecify.annotations.Nullable;
import org.mailkeep.connections.PoolPlan;
import org.mailkeep.connections.PooledSession;
import org.mailkeep.connections.Purpose;
import org.mailkeep.connections.SessionFactory;
import org.mailkeep.connections.SessionLease;
import org.mailkeep.connections.SessionOpener;
import org.mailkeep.connections.SessionOpeners;
import org.mailkeep.connections.SessionPools;
import org.mailkeep.connections.Sessions;
import org.mailkeep.connections.Unreachable;

/// Sessions with the servers of directories over connector pools of the container: one that the
/// administrator has made, or one that we define, which the server console shows and tunes while
/// the directory is open. What a killed server left of ours is defined anew. Safe for many threads.
final class ContainerPools implements SessionPools, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ContainerPools.class.getName());

  /// Pools that are ours: only they are described so. Those of the administrator have the same
  /// adapter and property.
  static final DefinedPools DEFINED =
      new DefinedPools(
          "connector-connection-pool",
          "mailkeep-directory-",
          "description",
          directory -> "Mailkeep's directory " + directory);

  /// The resource adapter, as the container names one within an application.
  static final String ADAPTER = "mailkeep#mailkeep-rar";

  private final Map<String, Pool> pools = new HashMap<>();
  private @Nullable Undeployment undeployment;

  @Override
  public synchronized <S extends PooledSession> Sessions<S> open(
      PoolPlan plan, Class<S> type, SessionOpener opener) {
    Pool pool = pools.get(plan.directory());
    if (pool == null) {
      SessionOpeners.provide(plan.directory(), opener);
      pool = new Pool(plan);
      pools.put(plan.directory(), pool);
      if (undeployment == null) {
        undeployment = Undeployment.awaited(this::release);
      }
    }
    pool.users++;
    var ended = new AtomicBoolean();
    Pool mine = pool;
    return new Sessions<>(
        type,
        pool,
        plan.await(),
        () -> {
          if (!ended.getAndSet(true)) {
            end(mine);
          }
        });
  }

  private synchronized void end(Pool pool) {
    if (--pool.users == 0) {
      pools.remove(pool.plan.directory());
      pool.close();
    }
  }

  /// Gives up all that is ours; should the application stay, it is defined anew.
  ///
  /// @return whether no pool of the adapter is left
  private synchronized boolean release() throws ServerCommands.Failed {
    pools.values().forEach(Pool::release);
    ServerCommands commands = ServerCommands.find();
    for (String pool : DEFINED.all(commands::run)) {
      String adapter = "resources.connector-connection-pool." + pool + ".resource-adapter-name";
      if (commands.run("get", List.of(adapter)).contains("=" + ADAPTER)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    Undeployment awaited = undeployment;
    if (awaited != null) {
      awaited.close();
    }
  }

  /// Removes what a killed server left of pools that nobody uses now.
  static void tidy() {
    try {
      ServerCommands commands = ServerCommands.find();
      for (String directory : DEFINED.ids(commands::run)) {
        if (!SessionOpeners.provides(directory)) {
          DEFINED.delete(commands::run, directory);
        }
      }
    } catch (ServerCommands.Failed e) {
      LOG.log(Level.DEBUG, "pools that a killed server left", e);
    }
  }

  /// One of the container's pools, defined when it is first used: the container knows the adapter
  /// only once the application is there.
  private static final class Pool implements SessionFactory {
    private final PoolPlan plan;
    private int users;
    private volatile @Nullable SessionFactory factory;
    private boolean closed;

    Pool(PoolPlan plan) {
      this.plan = plan;
    }

    @Override
    public SessionLease lease(Purpose purpose) throws Unreachable {
      SessionFactory found = factory;
      return (found == null ? find() : found).lease(purpose);
    }

    private synchronized SessionFactory find() throws Unreachable {
      SessionFactory found = factory;
      if (found != null) {
        return found;
      }
      if (closed) {
        throw new Unreachable("the pool of directory " + plan.directory() + " is closed");
      }
      found = plan.named().isPresent() ? named(plan.named().get()) : defined();
      factory = found;
      return found;
    }

    private SessionFactory named(String name) throws Unreachable {
      try {
        return lookUp(name);
      } catch (NamingException e) {
        throw new Unreachable(
            "directory.%s.connection-factory: the server has no connector resource %s"
                .formatted(plan.directory(), name),
            e);
      }
    }

    private SessionFactory defined() throws Unreachable {
      try {
        ServerCommands commands = ServerCommands.find();
        DEFINED.makeRoom(commands::run, plan.directory());
        commands.run("create-connector-connection-pool", line());
        commands.run("create-connector-resource", List.of("--poolname", name(), resource()));
        return lookUp(resource());
      } catch (ServerCommands.Failed | NamingException e) {
        throw new Unreachable(
            "the server does not define the pool of directory "
                + plan.directory()
                + ": "
                + e.getMessage(),
            e);
      }
    }

    private List<String> line() {
      List<String> line = new ArrayList<>();
      line.addAll(List.of("--raname", ADAPTER));
      line.addAll(List.of("--connectiondefinition", plan.protocol().factory().getName()));
      line.addAll(List.of("--steadypoolsize", String.valueOf(plan.least())));
      line.addAll(List.of("--maxpoolsize", String.valueOf(plan.most())));
      line.addAll(List.of("--poolresize", "1"));
      line.addAll(List.of("--maxwait", String.valueOf(Math.max(1, plan.await().toMillis()))));
      line.addAll(List.of("--idletimeout", String.valueOf(Math.max(1, plan.idle().toSeconds()))));
      line.addAll(List.of("--isconnectvalidatereq", "true"));
      line.addAll(List.of("--matchconnections", "true"));
      line.addAll(List.of("--transactionsupport", "NoTransaction"));
      line.addAll(List.of("--description", DEFINED.mark().apply(plan.directory())));
      line.addAll(List.of("--property", "directory=" + plan.directory()));
      line.add(name());
      return line;
    }

    private String name() {
      return DEFINED.name(plan.directory());
    }

    private String resource() {
      return "eis/mailkeep/" + plan.directory();
    }

    /// Looks a pool up in the container's own naming: a name that points elsewhere is refused.
    @SuppressWarnings("BanJNDI") // the name is the administrator's, without a scheme but java:
    private static SessionFactory lookUp(String name) throws NamingException {
      if (name.contains(":") && !name.startsWith("java:")) {
        throw new InvalidNameException(name);
      }
      if (new InitialContext().lookup(name) instanceof SessionFactory pool) {
        return pool;
      }
      throw new NameNotFoundException(name + " is no pool of the resource adapter");
    }

    synchronized void close() {
      closed = true;
      release();
      SessionOpeners.withdraw(plan.directory());
    }

    /// Deletes what we have defined.
    synchronized void release() {
      boolean ours = factory != null && plan.named().isEmpty();
      factory = null;
      if (ours) {
        try {
          DEFINED.delete(ServerCommands.find()::run, plan.directory());
        } catch (ServerCommands.Failed e) {
          LOG.log(Level.WARNING, "pool " + name() + " stays until the next start", e);
        }
      }
    }
  }
}
