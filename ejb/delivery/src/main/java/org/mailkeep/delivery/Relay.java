package org.mailkeep.delivery;

import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.ServerTrust;

/// A server that takes our mail on (`remote.<id>.*`).
///
/// @param id its name in the configuration
/// @param host name or address
/// @param port where it listens
/// @param lmtp whether it speaks LMTP instead of SMTP
/// @param login to log in with, or null for no login
/// @param implicitTls whether TLS begins at once
/// @param trust whose certificates are taken for its
public record Relay(
    String id,
    String host,
    int port,
    boolean lmtp,
    @Nullable Login login,
    boolean implicitTls,
    ServerTrust trust) {
  /// How to log in. Never printed.
  public record Login(String username, String secret) {
    @Override
    public String toString() {
      return "Login[username=" + username + "]";
    }
  }
}
