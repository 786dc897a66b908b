package org.mailkeep.expression;

import java.util.List;

/// What expressions may ask beyond their variables. A call may block on a store, a directory or the
/// network; one that cannot be answered now throws [ExpressionException], which the asker takes for
/// a temporary failure.
public interface World {
  /// Whether mail for a domain is ours.
  ///
  /// @param directory its id; empty or `*` for the default
  boolean isLocalDomain(String directory, String domain);

  /// Whether somebody here has an address.
  ///
  /// @param directory its id; empty or `*` for the default
  boolean isLocalAddress(String directory, String address);

  /// What a store has under a key; nothing when it has none.
  Value keyGet(String store, String key);

  /// Puts a value under a key.
  void keySet(String store, String key, Value value);

  /// Adds to a counter.
  ///
  /// @return its new value
  long counterAdd(String store, String key, long amount);

  /// What a counter has come to.
  long counter(String store, String key);

  /// The first row that a query finds: a value, or a list of them when it has several columns.
  Value sqlQuery(String store, String query, List<Value> arguments);

  /// Records of DNS.
  ///
  /// @param type of record: `mx`, `txt`, `ipv4`, `ipv6`, `ptr`
  Value dnsQuery(String name, String type);

  /// Whether a list of the older files holds a value: `store/lookup`, `directory/domains`.
  boolean isListed(String list, String value);

  /// A world that answers nothing: for places from which none of it is known.
  static World none() {
    return NoWorld.INSTANCE;
  }
}
