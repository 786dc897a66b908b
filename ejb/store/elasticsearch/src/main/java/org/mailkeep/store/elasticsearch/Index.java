package org.mailkeep.store.elasticsearch;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.StoreException;

/// The one index: made when it is not there, and only then, under a name that nobody can make
/// twice.
final class Index {
  private final Nodes nodes;
  private final ElasticsearchConfig.Index config;
  private final Chance chance;

  Index(Nodes nodes, Chance chance) {
    this.nodes = nodes;
    this.config = nodes.config().index();
    this.chance = chance;
  }

  /// What the index calls itself since it is there; it is made when it is not.
  ///
  /// @throws StoreException.Unavailable when an index of that name is not ours, or a later
  ///   version's
  String generation() {
    Optional<String> there = found();
    if (there.isPresent()) {
      return there.get();
    }
    make();
    return found()
        .orElseThrow(() -> refusal("an index `" + config.name() + "` is there that is not ours"));
  }

  /// Makes it anew.
  void clear() {
    generation();
    Answer gone = nodes.ask(Question.of("clear", "DELETE", "/" + config.name()));
    if (!gone.isGood() && !gone.isMissing()) {
      throw gone.failure(nodes.store(), "clear");
    }
    generation();
  }

  /// Gives it as many replicas as it should have.
  void replicate() {
    JsonObject settings = new JsonObject();
    settings.addProperty("number_of_replicas", config.replicas());
    nodes.demand(
        Question.of(
            "settings", "PUT", "/" + config.name() + "/_settings", Json.object("index", settings)));
  }

  private Optional<String> found() {
    Answer answer = nodes.ask(Question.of("open", "GET", "/" + config.alias() + "/_mapping"));
    if (answer.isMissing()) {
      return Optional.empty();
    }
    if (!answer.isGood()) {
      throw answer.failure(nodes.store(), "open");
    }
    Map<String, JsonElement> indexes = answer.body().asMap();
    JsonElement ours = indexes.get(config.name());
    if (ours == null || indexes.size() != 1) {
      throw refusal("`" + config.alias() + "` stands for other indexes: " + indexes.keySet());
    }
    return Optional.of(generation(ours.getAsJsonObject()));
  }

  private String generation(JsonObject index) {
    JsonObject about = index.getAsJsonObject("mappings").getAsJsonObject("_meta");
    if (about == null || !about.has(Shape.FORMAT_NAME) || !about.has(Shape.GENERATION)) {
      throw refusal("an index `" + config.name() + "` is there that is not ours");
    }
    int format = about.get(Shape.FORMAT_NAME).getAsInt();
    if (format > Shape.FORMAT) {
      throw refusal(
          "index `%s` has format %d, of a later version; this one knows up to %d"
              .formatted(config.name(), format, Shape.FORMAT));
    }
    return about.get(Shape.GENERATION).getAsString();
  }

  /// Another node may make it at the same time; one of them does.
  private void make() {
    String generation = Long.toUnsignedString(chance.number(), 36);
    Answer made =
        nodes.ask(
            Question.of(
                "make the index", "PUT", "/" + config.name(), Shape.of(config, generation)));
    if (!made.isGood() && !made.body().toString().contains("resource_already_exists_exception")) {
      throw made.failure(nodes.store(), "make the index");
    }
  }

  private StoreException refusal(String words) {
    return new StoreException.Unavailable(nodes.store() + ".index.name: " + words);
  }
}
