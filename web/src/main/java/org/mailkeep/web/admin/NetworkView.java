package org.mailkeep.web.admin;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import org.mailkeep.auth.NetworkRule;

/// Networks as JSON.
final class NetworkView {
  private NetworkView() {}

  static JsonArray all(List<NetworkRule> rules) {
    var array = Json.createArrayBuilder();
    rules.forEach(rule -> array.add(one(rule)));
    return array.build();
  }

  static JsonObject one(NetworkRule rule) {
    var json =
        Json.createObjectBuilder()
            .add("network", rule.network().toString())
            .add("kind", rule.kind().text())
            .add("source", rule.source().text())
            .add("reason", rule.reason())
            .add("by", rule.by())
            .add("since", rule.since().toString());
    if (rule.until() != null) {
      json.add("until", rule.until().toString());
    }
    return json.build();
  }
}
