package org.mailkeep.smtp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailkeep.expression.ExpressionException;
import org.mailkeep.expression.Value;
import org.mailkeep.expression.Values;
import org.mailkeep.expression.World;

/// Keys and counters in memory; `example.org` is ours; `down` as a store or directory cannot be
/// asked.
final class FakeWorld implements World {
  final Map<String, Value> keys = new HashMap<>();
  final Map<String, Long> counters = new HashMap<>();
  final List<String> queries = new ArrayList<>();

  private static String up(String name) {
    if (name.equals("down")) {
      throw new ExpressionException("down");
    }
    return name;
  }

  @Override
  public boolean isLocalDomain(String directory, String domain) {
    return domain.equals(up(directory) + "example.org");
  }

  @Override
  public boolean isLocalAddress(String directory, String address) {
    return address.equals(up(directory) + "jane@example.org");
  }

  @Override
  public Value keyGet(String store, String key) {
    return keys.getOrDefault(up(store) + "/" + key, Values.NOTHING);
  }

  @Override
  public void keySet(String store, String key, Value value) {
    keys.put(up(store) + "/" + key, value);
  }

  @Override
  public long counterAdd(String store, String key, long amount) {
    return counters.merge(up(store) + "/" + key, amount, Long::sum);
  }

  @Override
  public long counter(String store, String key) {
    return counters.getOrDefault(up(store) + "/" + key, 0L);
  }

  @Override
  public Value sqlQuery(String store, String query, List<Value> arguments) {
    queries.add(query);
    return Values.NOTHING;
  }

  @Override
  public Value dnsQuery(String name, String type) {
    queries.add(name + " " + type);
    return Values.NOTHING;
  }

  @Override
  public boolean isListed(String list, String value) {
    return isLocalDomain("", value);
  }
}
