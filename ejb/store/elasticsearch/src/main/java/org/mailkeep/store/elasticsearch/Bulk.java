package org.mailkeep.store.elasticsearch;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.StoreException;

/// Many changes, sent in requests of bounded size. A request is answered when what it changed is
/// flushed on every copy of its shard and searches see it: whoever sends changes works through a
/// journal, in large requests where there is much, so that one refresh of the shards each costs
/// little. All of it may be repeated. For one thread.
final class Bulk {
  private final Nodes nodes;
  private final String tried;
  private final List<Item> waiting = new ArrayList<>();
  private long octets;

  /// @param tried what the changes are, for messages
  Bulk(Nodes nodes, String tried) {
    this.nodes = nodes;
    this.tried = tried;
  }

  /// Adds a change; sends those before it when they would be too much with it.
  void add(Item item) {
    ElasticsearchConfig.Bulk limits = nodes.config().bulk();
    boolean full = waiting.size() >= limits.documents();
    if (full || (octets + item.lines().length > limits.octets() && !waiting.isEmpty())) {
      send();
    }
    waiting.add(item);
    octets += item.lines().length;
  }

  /// Sends what waits.
  ///
  /// @throws StoreException when not all of it happened
  void send() {
    List<Item> rest = List.copyOf(waiting);
    waiting.clear();
    octets = 0;
    var tries = new Tries(nodes.config().exchange());
    while (!rest.isEmpty()) {
      var left = new Left(rest);
      left.read(nodes.demand(question(rest)).body());
      String reason = left.reason;
      if (reason != null && !tries.again()) {
        throw Answer.failure(nodes.store(), tried, reason);
      }
      rest = left.items;
    }
  }

  private Question question(List<Item> items) {
    var body = new ByteArrayOutputStream();
    items.forEach(item -> body.writeBytes(item.lines()));
    String path =
        "/%s/_bulk?refresh=true&require_alias=true&timeout=%dms&filter_path=errors,error,items.*.status,items.*.error"
            .formatted(
                nodes.config().index().alias(), nodes.config().exchange().timeout().toMillis());
    return new Question(tried, "POST", path, body.toByteArray());
  }

  /// What of a request is to be sent again.
  private final class Left {
    private final List<Item> sent;
    private final List<Item> items = new ArrayList<>();
    private @Nullable String reason;

    Left(List<Item> sent) {
      this.sent = sent;
    }

    void read(JsonObject answer) {
      JsonArray outcomes = answer.getAsJsonArray("items");
      if (outcomes == null || outcomes.size() != sent.size()) {
        throw new StoreException.Unavailable(
            nodes.store() + ": " + tried + ": not every change is answered");
      }
      for (int i = 0; i < sent.size(); i++) {
        JsonObject kinds = outcomes.get(i).getAsJsonObject();
        read(sent.get(i), kinds.entrySet().iterator().next().getValue().getAsJsonObject());
      }
    }

    private void read(Item item, JsonObject outcome) {
      JsonElement error = outcome.get("error");
      if (error == null) {
        return;
      }
      reason = Answer.reason(error);
      items.add(item);
      if (!Answer.passes(outcome.get("status").getAsInt())) {
        throw Answer.failure(nodes.store(), tried, Answer.reason(error));
      }
    }
  }
}
