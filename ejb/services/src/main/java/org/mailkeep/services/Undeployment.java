package org.mailkeep.services;

import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/// Hears that the application is to be undeployed. The container refuses that while pools of its
/// adapter exist, lest an administrator loses some; ours go before, and it is not refused for them.
/// Payara publishes no artifact with these types, so they are found by name.
final class Undeployment implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Undeployment.class.getName());
  private static final String EVENTS = "org.glassfish.api.event.Events";
  private static final String LISTENER = "org.glassfish.api.event.EventListener";
  private static final String EVENT = "org.glassfish.api.event.EventListener$Event";
  private static final String DEPLOYMENT = "org.glassfish.internal.deployment.Deployment";
  private static final String CONTEXT = "org.glassfish.api.deployment.DeploymentContext";
  private static final String PARAMETERS = "org.glassfish.api.deployment.UndeployCommandParameters";
  private static final String REPORT = "org.glassfish.api.ActionReport";
  private static final String EXIT = "org.glassfish.api.ActionReport$ExitCode";
  private static final String APPLICATION = "mailkeep";

  private final Object events;
  private final Object listener;

  private Undeployment(Object events, Object listener) {
    this.events = events;
    this.listener = listener;
  }

  /// What is done before the container judges.
  @FunctionalInterface
  interface Release {
    /// @return whether nothing of the adapter is left that the refusal could be for
    boolean run() throws ServerCommands.Failed;
  }

  /// From now on.
  ///
  /// @return null when the container tells nobody; then `--cascade=true` is needed
  static @Nullable Undeployment awaited(Release release) {
    try {
      Object events = ServerCommands.service(EVENTS);
      Class<?> type = Class.forName(LISTENER);
      Object listener =
          Proxy.newProxyInstance(
              Undeployment.class.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> heard(release, self, method, arguments));
      events.getClass().getMethod("register", type).invoke(events, listener);
      return new Undeployment(events, listener);
    } catch (ServerCommands.Failed | ReflectiveOperationException e) {
      LOG.log(Level.DEBUG, "nobody tells of undeployment", e);
      return null;
    }
  }

  @SuppressWarnings("ReferenceEquality") // the container looks for this very listener
  private static @Nullable Object heard(
      Release release, Object self, Method method, Object @Nullable [] arguments) {
    Object first = arguments == null ? null : arguments[0];
    return switch (method.getName()) {
      case "event" -> {
        if (first != null) {
          heard(release, first);
        }
        yield null;
      }
      case "equals" -> self == first;
      case "hashCode" -> System.identityHashCode(self);
      default -> Undeployment.class.getName();
    };
  }

  private static void heard(Release release, Object event) {
    try {
      Class<?> type = Class.forName(EVENT);
      Object kind = Class.forName(DEPLOYMENT).getField("UNDEPLOYMENT_VALIDATION").get(null);
      if (!kind.equals(type.getMethod("type").invoke(event))) {
        return;
      }
      Object context = type.getMethod("hook").invoke(event);
      Object parameters =
          Class.forName(CONTEXT)
              .getMethod("getCommandParameters", Class.class)
              .invoke(context, Class.forName(PARAMETERS));
      Object name = Class.forName(PARAMETERS).getMethod("name").invoke(parameters);
      if (APPLICATION.equals(name) && release.run()) {
        forgive(Class.forName(CONTEXT).getMethod("getActionReport").invoke(context));
      }
    } catch (ServerCommands.Failed | ReflectiveOperationException e) {
      LOG.log(Level.WARNING, "pools stay while the application is undeployed", e);
    }
  }

  /// Takes back the refusal, when it is the one for pools of the adapter.
  private static void forgive(Object report) throws ReflectiveOperationException {
    Class<?> type = Class.forName(REPORT);
    String said = String.valueOf(type.getMethod("getMessage").invoke(report));
    if (said.contains(ContainerPools.ADAPTER)) {
      Class<?> exit = Class.forName(EXIT);
      Object success = exit.getField("SUCCESS").get(null);
      type.getMethod("setActionExitCode", exit).invoke(report, success);
      type.getMethod("setMessage", String.class).invoke(report, "");
    }
  }

  @Override
  public void close() {
    try {
      events.getClass().getMethod("unregister", Class.forName(LISTENER)).invoke(events, listener);
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.WARNING, "still told of undeployment", e);
    }
  }
}
