package org.mailkeep.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.mailkeep.services.DomainSettings;

/// Whether everything that a configuration wants to listen on can be listened on. Asked before the
/// server starts: another server on the same port would answer for it when asked for its health.
///
/// @param addresses what will listen
record Vacancy(Addresses addresses) {

  private static final int PRIVILEGED = 1024;

  /// Opens each port and closes it again.
  ///
  /// @throws Failure with every port that cannot be had
  void check() throws Failure {
    var problems = new ArrayList<String>();
    for (Listener listener : addresses.all()) {
      check("listener " + listener.id(), listener.address(), listener.port(), problems);
    }
    check(DomainSettings.CONSOLE_PORT.key(), "127.0.0.1", addresses.console(), problems);
    if (!problems.isEmpty()) {
      problems.add("server.port-offset moves all ports at once");
      throw Failure.of("the server cannot listen", problems.toArray(String[]::new));
    }
  }

  private static void check(String key, String address, int port, List<String> problems) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      // A port that others hold open for sharing is no obstacle where server.socket.reuse-port says
      // so.
      socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
    } catch (UnknownHostException e) {
      problems.add(key + ": unknown address " + address);
    } catch (IOException e) {
      problems.add(key + ": " + address + ":" + port + ": " + e.getMessage() + hint(e, port));
    }
  }

  private static String hint(IOException failure, int port) {
    boolean denied = String.valueOf(failure.getMessage()).contains("denied");
    return denied && port < PRIVILEGED
        ? "; ports below " + PRIVILEGED + " need a right of their own, see mailkeep.toml"
        : "";
  }
}
