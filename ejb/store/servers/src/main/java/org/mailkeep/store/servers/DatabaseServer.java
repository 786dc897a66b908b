package org.mailkeep.store.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;

/// A database server with one database, `mail`, and one user, `mail`.
public abstract class DatabaseServer extends LocalServer {
  /// The name of the database.
  public static final String DATABASE = "mail";

  /// The user who owns it.
  public static final String USER = "mail";

  /// The user's password.
  public static final String PASSWORD = "secret-of-the-tests";

  /// @param name of its folder
  /// @param site prepares its folder
  DatabaseServer(String name, Site site) throws IOException {
    super(name);
    site.prepare(folder());
    Ground.own(folder());
  }

  /// Questions whose answers say that every commit is flushed, and these answers.
  public abstract Map<String, String> flushes();

  /// Makes a server's folder ready, before there is anything in it.
  @FunctionalInterface
  public interface Site {
    /// Such as by mounting a disk there.
    void prepare(Path folder) throws IOException;
  }

  /// Whether somebody greets at its port.
  final boolean greets() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 1_000);
      socket.setSoTimeout(1_000);
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }
}
