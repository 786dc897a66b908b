package org.mailkeep.expression;

import java.util.List;

/// A world that answers nothing.
final class NoWorld implements World {
  static final World INSTANCE = new NoWorld();

  private NoWorld() {}

  @Override
  public boolean isLocalDomain(String directory, String domain) {
    throw unasked("domains");
  }

  @Override
  public boolean isLocalAddress(String directory, String address) {
    throw unasked("addresses");
  }

  @Override
  public Value keyGet(String store, String key) {
    throw unasked("keys");
  }

  @Override
  public void keySet(String store, String key, Value value) {
    throw unasked("keys");
  }

  @Override
  public long counterAdd(String store, String key, long amount) {
    throw unasked("counters");
  }

  @Override
  public long counter(String store, String key) {
    throw unasked("counters");
  }

  @Override
  public Value sqlQuery(String store, String query, List<Value> arguments) {
    throw unasked("queries");
  }

  @Override
  public Value dnsQuery(String name, String type) {
    throw unasked("DNS");
  }

  @Override
  public boolean isListed(String list, String value) {
    throw unasked("lists");
  }

  private static ExpressionException unasked(String what) {
    return new ExpressionException("nobody can be asked about " + what + " here");
  }
}
