package org.mailkeep.wire.sasl;

/// A way to say who one is. One object serves all sessions.
public interface Mechanism {

  /// As it is offered, in capitals: `PLAIN`.
  String name();

  /// What clients prove by it who they are.
  Proof proof();

  /// Whether it can be spoken here: one that shows a secret wants that nobody listens.
  boolean fits(Channel channel);

  /// Begins an exchange with a client, where it [#fits].
  ServerExchange begin(Channel channel);
}
