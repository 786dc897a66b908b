package org.mailkeep.store.elasticsearch;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.regex.Pattern;
import org.mailkeep.store.api.StoreException;

/// What answers a request.
///
/// @param status of HTTP
record Answer(int status, JsonObject body) {
  private static final Pattern NO_ROOM = Pattern.compile("read-only-allow-delete|flood-stage");
  private static final Pattern TOO_BROAD =
      Pattern.compile("maxClauseCount|too_many_(nested_)?clauses|TooMany(Nested)?Clauses");
  private static final int LONGEST = 500;

  /// Reads one.
  ///
  /// @throws IOException when it is no JSON: not Elasticsearch answers
  static Answer of(int status, String text) throws IOException {
    try {
      JsonElement read = text.isEmpty() ? new JsonObject() : JsonParser.parseString(text);
      if (read.isJsonObject()) {
        return new Answer(status, read.getAsJsonObject());
      }
    } catch (JsonParseException e) {
      throw new IOException("status " + status + " without JSON", e);
    }
    throw new IOException("status " + status + " without JSON");
  }

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  /// Whether what was asked for is not there.
  boolean isMissing() {
    return status == 404;
  }

  /// Whether the same may be answered otherwise in a moment.
  boolean passes() {
    return passes(status) && !NO_ROOM.matcher(reason()).find();
  }

  static boolean passes(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
  }

  /// Whether a query stands for more words than the server takes at once.
  boolean isTooBroad() {
    return !isGood() && TOO_BROAD.matcher(body.toString()).find();
  }

  /// The failure that it tells of.
  ///
  /// @param store its key in the settings
  StoreException failure(String store, String tried) {
    return switch (status) {
      case 401 -> new StoreException.Unavailable(store + ".password: " + reason());
      case 403 ->
          hasNoRoom()
              ? full(store, tried)
              : new StoreException.Unavailable(store + ".user: " + reason());
      default -> hasNoRoom() ? full(store, tried) : failure(store, tried, status + " " + reason());
    };
  }

  /// The failure that an item of a bulk request tells of.
  static StoreException failure(String store, String tried, String reason) {
    String message = store + ": " + tried + ": " + reason;
    return NO_ROOM.matcher(reason).find()
        ? new StoreException.Full(message, new IOException(reason))
        : new StoreException.Unavailable(message);
  }

  /// What an error says of itself.
  static String reason(JsonElement error) {
    if (!error.isJsonObject()) {
      return cut(error.toString());
    }
    JsonObject parts = error.getAsJsonObject();
    return cut(text(parts, "type") + ": " + text(parts, "reason"));
  }

  private String reason() {
    JsonElement error = body.get("error");
    return error == null ? cut(body.toString()) : reason(error);
  }

  private boolean hasNoRoom() {
    return NO_ROOM.matcher(reason()).find();
  }

  private StoreException full(String store, String tried) {
    return failure(store, tried, reason());
  }

  private static String text(JsonObject parts, String name) {
    JsonElement part = parts.get(name);
    return part == null || !part.isJsonPrimitive() ? "" : part.getAsString();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
