package org.mailkeep.store.elasticsearch;

import com.google.gson.JsonObject;
import org.mailkeep.store.api.SearchField;

/// How the index is made.
final class Shape {
  /// Grows when what is indexed becomes something else.
  static final int FORMAT = 1;

  /// Names of fields, and of what the index says of itself.
  static final String ACCOUNT = "account";

  static final String EMAIL = "email";
  static final String FORMAT_NAME = "mailkeep-format";
  static final String GENERATION = "generation";

  private Shape() {}

  /// What makes an index. Texts are not kept: they are in the messages.
  static JsonObject of(ElasticsearchConfig.Index index, String generation) {
    JsonObject fields = new JsonObject();
    fields.add(ACCOUNT, type("keyword"));
    fields.add(EMAIL, type("long"));
    for (SearchField field : SearchField.values()) {
      fields.add(Terms.words(field), text());
      if (field != SearchField.ID) {
        fields.add(Terms.stems(field), text());
      }
    }
    JsonObject about = new JsonObject();
    about.addProperty(FORMAT_NAME, FORMAT);
    about.addProperty(GENERATION, generation);
    JsonObject mappings = new JsonObject();
    mappings.addProperty("dynamic", "strict");
    mappings.add("_meta", about);
    mappings.add("_source", Json.object("enabled", false));
    mappings.add("properties", fields);
    JsonObject settings = new JsonObject();
    settings.addProperty("number_of_shards", index.shards());
    settings.addProperty("number_of_replicas", index.replicas());
    JsonObject whole = new JsonObject();
    whole.add("settings", Json.object("index", settings));
    whole.add("mappings", mappings);
    whole.add("aliases", Json.object(index.alias(), new JsonObject()));
    return whole;
  }

  private static JsonObject type(String type) {
    return Json.object("type", type);
  }

  private static JsonObject text() {
    JsonObject text = type("text");
    text.addProperty("analyzer", "whitespace");
    text.addProperty("norms", false);
    return text;
  }
}
