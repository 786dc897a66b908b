package org.mailkeep.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A world with little in it: see expressions.txt. Notes what it was asked to change.
final class SampleWorld implements World {
  static final Facts FACTS = SampleWorld::fact;

  private final Map<String, Value> keys =
      new HashMap<>(Map.of("l/color", Values.of("red"), "l/n", Values.of(7)));
  private final Map<String, Long> counters = new HashMap<>(Map.of("l/c", 4L));
  final List<String> changes = new ArrayList<>();

  private static Value fact(Variable variable) {
    return switch (variable) {
      case LISTENER -> Values.of("submission");
      case REMOTE_IP -> Values.of("10.1.2.3");
      case REMOTE_PORT -> Values.of(4711);
      case LOCAL_IP -> Values.of("10.0.0.1");
      case LOCAL_PORT -> Values.of(587);
      case PROTOCOL -> Values.of("smtp");
      case IS_TLS -> Values.TRUE;
      case HELO_DOMAIN -> Values.of("mx.example.net");
      case SENDER -> Values.of("jane.doe@example.org");
      case SENDER_DOMAIN -> Values.of("example.org");
      case AUTHENTICATED_AS -> Values.of("jane");
      case RCPT -> Values.of("john+news@example.com");
      case RCPT_DOMAIN -> Values.of("example.com");
      case RECIPIENTS -> Values.of(List.of("a@example.com", "b@example.com"));
      case PRIORITY -> Values.of(-2);
      case EXPIRES_IN -> Values.of(90_000);
      case MX, RETRY_NUM, NOTIFY_NUM, LAST_STATUS, LAST_ERROR ->
          throw new IllegalStateException(variable + " is not known here");
    };
  }

  @Override
  public boolean isLocalDomain(String directory, String domain) {
    return domain.equals("example.com");
  }

  @Override
  public boolean isLocalAddress(String directory, String address) {
    return address.equals("john@example.com");
  }

  @Override
  public Value keyGet(String store, String key) {
    return keys.getOrDefault(store + "/" + key, Values.NOTHING);
  }

  @Override
  public void keySet(String store, String key, Value value) {
    changes.add(store + "/" + key + " = " + value.asText());
    keys.put(store + "/" + key, value);
  }

  @Override
  public long counterAdd(String store, String key, long amount) {
    changes.add(store + "/" + key + " + " + amount);
    return counters.merge(store + "/" + key, amount, Long::sum);
  }

  @Override
  public long counter(String store, String key) {
    return counters.getOrDefault(store + "/" + key, 0L);
  }

  @Override
  public Value sqlQuery(String store, String query, List<Value> arguments) {
    return Values.of("row");
  }

  @Override
  public Value dnsQuery(String name, String type) {
    return Values.of(name + " " + type);
  }

  @Override
  public boolean isListed(String list, String value) {
    return list.equals("directory/domains") && value.equals("example.com");
  }
}
