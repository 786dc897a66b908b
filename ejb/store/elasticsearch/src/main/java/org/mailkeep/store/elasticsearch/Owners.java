package org.mailkeep.store.elasticsearch;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;

/// Whose documents there are: pages of a composite aggregation, in the order of the accounts'
/// digits.
record Owners(Nodes nodes) {
  private static final String NAME = "accounts";

  List<AccountId> page(@Nullable AccountId after, int limit) {
    String path =
        "/"
            + nodes.config().index().alias()
            + "/_search?allow_partial_search_results=false&filter_path=aggregations,error";
    JsonObject answer =
        nodes.demand(Question.of("find", "POST", path, question(after, limit))).body();
    List<AccountId> accounts = new ArrayList<>();
    for (JsonElement bucket : buckets(answer)) {
      String account = bucket.getAsJsonObject().getAsJsonObject("key").get(NAME).getAsString();
      accounts.add(new AccountId(Long.parseLong(account)));
    }
    return accounts;
  }

  private static JsonObject question(@Nullable AccountId after, int limit) {
    JsonObject terms = Json.object("terms", Json.object("field", Shape.ACCOUNT));
    JsonObject composite = new JsonObject();
    composite.addProperty("size", limit);
    composite.add("sources", Json.array(List.of(Json.object(NAME, terms))));
    if (after != null) {
      composite.add("after", Json.object(NAME, Long.toString(after.value())));
    }
    JsonObject checks = Json.object("term", Json.object(Shape.ACCOUNT, ElasticsearchStore.CHECK));
    JsonObject body = new JsonObject();
    body.add("size", new JsonPrimitive(0));
    body.add("query", Json.object("bool", Json.object("must_not", checks)));
    body.add("aggs", Json.object(NAME, Json.object("composite", composite)));
    return body;
  }

  private static JsonArray buckets(JsonObject answer) {
    JsonObject all = answer.getAsJsonObject("aggregations");
    JsonArray buckets = all == null ? null : all.getAsJsonObject(NAME).getAsJsonArray("buckets");
    return buckets == null ? new JsonArray() : buckets;
  }
}
