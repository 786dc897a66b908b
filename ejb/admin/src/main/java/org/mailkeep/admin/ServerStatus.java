package org.mailkeep.admin;

import java.time.Duration;
import java.util.List;

/// How the server fares.
///
/// @param version of the software
/// @param problems what keeps mail from flowing, readable; none when it flows
/// @param index how far full text is behind the mail
public record ServerStatus(
    String version,
    List<String> problems,
    List<Listener> listeners,
    List<Store> stores,
    Index index) {
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

  /// The full-text index.
  ///
  /// @param waiting messages that it does not know yet, and accounts that it learns anew
  /// @param oldest how long the first of them waits
  public record Index(long waiting, Duration oldest) {}

  /// A store.
  ///
  /// @param id as in the configuration
  /// @param type which kind
  /// @param roles what it is used for: `data`, `blob` …
  /// @param state `open`, `failing: ` and why, or `damaged: ` and what could not be read
  public record Store(String id, String type, List<String> roles, String state) {
    public Store {
      roles = List.copyOf(roles);
    }
  }
}
