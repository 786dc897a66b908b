package org.mailkeep.admin;

import java.util.List;

/// How the server fares.
///
/// @param version of the software
/// @param problems what keeps mail from flowing, readable; none when it flows
public record ServerStatus(
    String version, List<String> problems, List<Listener> listeners, List<Store> stores) {
  public ServerStatus {
    problems = List.copyOf(problems);
    listeners = List.copyOf(listeners);
    stores = List.copyOf(stores);
  }

  /// A listener.
  ///
  /// @param id as in the configuration
  /// @param address `127.0.0.1:10143`
  /// @param state `open`, or why it is not
  /// @param connections now
  public record Listener(
      String id, String protocol, String address, boolean tls, String state, int connections) {}

  /// A store.
  ///
  /// @param id as in the configuration
  /// @param type which kind
  /// @param roles what it is used for: `data`, `blob` …
  /// @param state `open`, or why it is not
  public record Store(String id, String type, List<String> roles, String state) {
    public Store {
      roles = List.copyOf(roles);
    }
  }
}
