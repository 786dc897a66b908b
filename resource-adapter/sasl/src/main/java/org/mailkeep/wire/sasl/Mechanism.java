package org.mailkeep.wire.sasl;

/// A way to say who one is. One object serves all sessions.
public interface Mechanism {

  /// As it is offered, in capitals: `PLAIN`.
  String name();

  /// Whether it shows a secret to whoever listens, so that it is offered under TLS only.
  boolean showsSecret();

  /// Begins an exchange with a client.
  ServerExchange begin();
}
