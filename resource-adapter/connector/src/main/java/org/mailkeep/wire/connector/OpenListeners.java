package org.mailkeep.wire.connector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailkeep.wire.transport.Listener;
import org.mailkeep.wire.transport.ListenerConfig;
import org.mailkeep.wire.transport.Surroundings;

/// The listeners that are open, by id. Safe for many threads: one change at a time.
public final class OpenListeners implements AutoCloseable {
  private final Surroundings around;
  private final Map<String, Open> open = new LinkedHashMap<>();

  private record Open(Listener listener, CurrentProtocol protocol) {}

  OpenListeners(Surroundings around) {
    this.around = around;
  }

  /// Makes exactly the plan's listeners run: closes what it does not name or names differently,
  /// opens what is new, and lets what stays speak as the plan says from the next connection on.
  ///
  /// @throws IOException when ports cannot be had; all others run nevertheless
  public synchronized void become(WirePlan plan) throws IOException {
    around.tls().use(plan.certificates());
    around.use(plan.limits());
    List<String> gone = new ArrayList<>(open.keySet());
    for (ListenerConfig config : plan.listeners()) {
      Open now = open.get(config.id());
      if (now != null && now.listener().settings().equals(config)) {
        gone.remove(config.id());
        now.protocol().become(plan.protocols().apply(config));
      }
    }
    gone.forEach(this::close);
    List<String> failures = new ArrayList<>();
    for (ListenerConfig config : plan.listeners()) {
      if (!open.containsKey(config.id())) {
        open(plan, config, failures);
      }
    }
    if (!failures.isEmpty()) {
      throw new IOException(String.join("; ", failures));
    }
  }

  private void open(WirePlan plan, ListenerConfig config, List<String> failures) {
    try {
      var protocol = new CurrentProtocol(plan.protocols().apply(config));
      open.put(config.id(), new Open(Listener.open(config, protocol, around), protocol));
    } catch (IOException e) {
      failures.add(String.valueOf(e.getMessage()));
    }
  }

  private void close(String id) {
    Open listener = open.remove(id);
    if (listener != null) {
      listener.listener().close();
    }
  }

  /// Those that are open.
  public synchronized List<Listener> all() {
    return open.values().stream().map(Open::listener).toList();
  }

  /// Closes all, and what they share.
  @Override
  public synchronized void close() {
    open.values().forEach(one -> one.listener().stopAccepting());
    List.copyOf(open.keySet()).forEach(this::close);
    around.deadlines().close();
  }
}
