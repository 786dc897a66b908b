package org.mailkeep.connections;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where the pools of the container find who opens their sessions, by the id of the directory that
/// they are for. So neither address nor password stand in the container's own configuration.
public final class SessionOpeners {
  private static final Map<String, SessionOpener> OPENERS = new ConcurrentHashMap<>();

  private SessionOpeners() {}

  /// From now on, pools of this directory get their sessions from here.
  public static void provide(String directory, SessionOpener opener) {
    OPENERS.put(directory, opener);
  }

  /// From now on, pools of this directory get no more sessions.
  public static void withdraw(String directory) {
    OPENERS.remove(directory);
  }

  /// Whether pools of this directory get sessions.
  public static boolean provides(String directory) {
    return OPENERS.containsKey(directory);
  }

  /// Opens a session.
  ///
  /// @throws Unreachable also when nobody uses this directory
  public static PooledSession open(String directory, Purpose purpose) throws Unreachable {
    SessionOpener opener = OPENERS.get(directory);
    if (opener == null) {
      throw new Unreachable("no directory " + directory + " is open");
    }
    return opener.open(purpose);
  }
}
