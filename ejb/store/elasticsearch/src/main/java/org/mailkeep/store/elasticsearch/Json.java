package org.mailkeep.store.elasticsearch;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collection;

/// JSON in fewer words.
final class Json {
  private Json() {}

  static JsonObject object(String name, JsonElement value) {
    var object = new JsonObject();
    object.add(name, value);
    return object;
  }

  static JsonObject object(String name, String value) {
    return object(name, new JsonPrimitive(value));
  }

  static JsonObject object(String name, boolean value) {
    return object(name, new JsonPrimitive(value));
  }

  static JsonArray array(Collection<? extends JsonElement> values) {
    var array = new JsonArray(values.size());
    values.forEach(array::add);
    return array;
  }
}
