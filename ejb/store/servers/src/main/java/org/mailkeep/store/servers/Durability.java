package org.mailkeep.store.servers;

/// Whether a server keeps what it said it would.
public enum Durability {
  /// As an administrator runs it: every commit is flushed.
  FLUSHED,
  /// Nothing is flushed: quick, for contracts.
  NONE
}
