package org.mailkeep.services;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/// The container's own administration commands, those that its console and `asadmin` run, called
/// from inside. Payara publishes no artifact with their types, so they are found by name.
final class ServerCommands {
  private static final String GLOBALS = "org.glassfish.internal.api.Globals";
  private static final String RUNNER = "org.glassfish.embeddable.CommandRunner";
  private static final String RESULT = "org.glassfish.embeddable.CommandResult";

  private final Object runner;
  private final Method run;
  private final Method status;
  private final Method output;

  private ServerCommands(Object runner, Method run, Method status, Method output) {
    this.runner = runner;
    this.run = run;
    this.status = status;
    this.output = output;
  }

  /// A command failed, or cannot be run here.
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }

    Failed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Those of the server that this runs in.
  ///
  /// @throws Failed when it is not a server that has them
  static ServerCommands find() throws Failed {
    try {
      Class<?> type = Class.forName(RUNNER);
      Class<?> result = Class.forName(RESULT);
      return new ServerCommands(
          service(RUNNER),
          type.getMethod("run", String.class, String[].class),
          result.getMethod("getExitStatus"),
          result.getMethod("getOutput"));
    } catch (ReflectiveOperationException e) {
      throw new Failed("this server has no commands to run", e);
    }
  }

  /// A service of the server.
  ///
  /// @param name of its type
  /// @throws Failed when the server has none
  static Object service(String name) throws Failed {
    try {
      Class<?> type = Class.forName(name);
      Object service = Class.forName(GLOBALS).getMethod("get", Class.class).invoke(null, type);
      if (service == null) {
        throw new Failed("this server has no " + name);
      }
      return service;
    } catch (ReflectiveOperationException e) {
      throw new Failed("this server has no " + name, e);
    }
  }

  /// Runs a command.
  ///
  /// @return what it printed
  /// @throws Failed when it did not succeed; tells what it printed
  String run(String command, List<String> arguments) throws Failed {
    try {
      Object result = run.invoke(runner, command, arguments.toArray(String[]::new));
      String said = String.valueOf(output.invoke(result));
      if (!"SUCCESS".equals(String.valueOf(status.invoke(result)))) {
        throw new Failed(command + ": " + said.strip());
      }
      return said;
    } catch (InvocationTargetException e) {
      throw new Failed(command, e.getTargetException());
    } catch (IllegalAccessException e) {
      throw new Failed(command, e);
    }
  }
}
