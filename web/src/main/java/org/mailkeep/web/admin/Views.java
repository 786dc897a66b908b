package org.mailkeep.web.admin;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.admin.NamedCaches;
import org.mailkeep.admin.ServerStatus;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.directory.api.Page;
import org.mailkeep.queue.QueueControl;
import org.mailkeep.queue.QueuedMessage;
import org.mailkeep.queue.QueuedRecipient;
import org.mailkeep.queue.Status;

/// What is shown, as JSON. What has no value is left out.
final class Views {
  private Views() {}

  /// A part of a list.
  static <T> JsonObject page(Page<T> page, Function<? super T, JsonObject> view) {
    var json =
        Json.createObjectBuilder()
            .add("items", array(page.items(), view))
            .add("total", page.total());
    if (!page.next().isEmpty()) {
      json.add("next", page.next());
    }
    return json.build();
  }

  static JsonObject domain(Domain domain) {
    var json =
        Json.createObjectBuilder()
            .add("name", domain.name().ascii())
            .add("unicode", domain.name().unicode())
            .add("description", domain.description())
            .add("addresses", domain.addresses())
            .add("created", domain.created().toString());
    if (domain.aliasOf() != null) {
      json.add("aliasOf", domain.aliasOf().ascii());
    }
    return json.build();
  }

  /// A domain and whose it is.
  static JsonObject domain(Domain domain, String tenant) {
    return Json.createObjectBuilder(domain(domain)).add("tenant", tenant).build();
  }

  static JsonObject messages(QueueControl.Page page) {
    var json = Json.createObjectBuilder().add("items", array(page.messages(), Views::message));
    if (page.next() != null) {
      json.add("next", page.next().toString());
    }
    return json.build();
  }

  static JsonObject message(QueuedMessage message) {
    var json =
        Json.createObjectBuilder()
            .add("id", message.id().toString())
            .add("from", message.sender() == null ? "" : message.sender().toString())
            .add("size", message.size())
            .add("received", message.receivedAt().toString())
            .add("due", message.nextDue().toString())
            .add("blob", message.blob().toString())
            .add("recipients", array(message.recipients(), Views::recipient));
    if (message.account() != null) {
      json.add("account", message.account().value());
    }
    if (message.options().envelopeId() != null) {
      json.add("envelopeId", message.options().envelopeId());
    }
    return json.build();
  }

  private static JsonObject recipient(QueuedRecipient recipient) {
    var json =
        Json.createObjectBuilder()
            .add("address", recipient.address().toString())
            .add("status", recipient.phase().name().toLowerCase(Locale.ROOT))
            .add("retries", recipient.retries());
    text(json, "next", recipient.nextAttempt());
    text(json, "expires", recipient.expires());
    Status status = recipient.status();
    if (status != null) {
      var last = Json.createObjectBuilder().add("code", status.code()).add("text", status.text());
      text(last, "remote", status.remote());
      json.add("last", last);
    }
    return json.build();
  }

  static JsonObject condition(QueueControl.Condition condition) {
    return Json.createObjectBuilder()
        .add("paused", condition.paused())
        .add("attempts", condition.attempts())
        .add("waiting", condition.waiting())
        .build();
  }

  static JsonArray caches(List<NamedCaches.State> caches) {
    return array(caches, Views::cache);
  }

  private static JsonObject cache(NamedCaches.State cache) {
    var statistics = cache.statistics();
    long asked = statistics.hits() + statistics.misses();
    var json =
        Json.createObjectBuilder()
            .add("name", cache.spec().name())
            .add("entries", statistics.entries())
            .add("limit", cache.spec().entries())
            .add("hits", statistics.hits())
            .add("misses", statistics.misses())
            .add("evictions", statistics.evictions())
            .add("hitRatio", asked == 0 ? 0 : (double) statistics.hits() / asked);
    if (cache.spec().timeToLive() != null) {
      json.add("timeToLive", cache.spec().timeToLive().toSeconds());
    }
    return json.build();
  }

  static JsonObject status(ServerStatus status) {
    return Json.createObjectBuilder()
        .add("version", status.version())
        .add("ready", status.problems().isEmpty())
        .add("problems", texts(status.problems()))
        .add("listeners", array(status.listeners(), Views::listener))
        .add("stores", array(status.stores(), Views::store))
        .add("index", index(status.index()))
        .build();
  }

  private static JsonObject index(ServerStatus.Index index) {
    return Json.createObjectBuilder()
        .add("waiting", index.waiting())
        .add("oldest", index.oldest().toSeconds())
        .build();
  }

  private static JsonObject listener(ServerStatus.Listener listener) {
    return Json.createObjectBuilder()
        .add("id", listener.id())
        .add("protocol", listener.protocol())
        .add("address", listener.address())
        .add("tls", listener.tls())
        .add("state", listener.state())
        .add("connections", listener.connections())
        .build();
  }

  private static JsonObject store(ServerStatus.Store store) {
    return Json.createObjectBuilder()
        .add("id", store.id())
        .add("type", store.type())
        .add("roles", texts(store.roles()))
        .add("state", store.state())
        .build();
  }

  static JsonArray texts(List<String> texts) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    texts.forEach(array::add);
    return array.build();
  }

  /// What an operation gives that gives nothing.
  static JsonValue nothing() {
    return JsonValue.NULL;
  }

  /// How many messages were changed.
  static JsonObject count(int count) {
    return Json.createObjectBuilder().add("count", count).build();
  }

  static JsonArray emails(List<Claim> claims) {
    return texts(
        claims.stream()
            .map(claim ->
                switch (claim) {
                  case Claim.Exact(var address) -> address.toString();
                  case Claim.CatchAll(var domain) -> "@" + domain.ascii();
                })
            .toList());
  }

  private static <T> JsonArray array(List<T> items, Function<? super T, JsonObject> view) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    items.forEach(item -> array.add(view.apply(item)));
    return array.build();
  }

  static void limit(JsonObjectBuilder json, String name, long limit) {
    if (limit != Long.MAX_VALUE) {
      json.add(name, limit);
    }
  }

  static void text(JsonObjectBuilder json, String name, @Nullable Object value) {
    if (value != null) {
      json.add(name, value.toString());
    }
  }
}
