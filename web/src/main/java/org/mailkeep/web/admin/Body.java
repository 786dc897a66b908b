package org.mailkeep.web.admin;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.admin.FieldChange;
import org.mailkeep.admin.FieldError;
import org.mailkeep.admin.FieldValue;

/// The body of a request: JSON in UTF-8 (RFC 8259), bounded.
///
/// @param value null when the body is empty
record Body(@Nullable JsonValue value) {
  /// Reads it.
  ///
  /// @param limit octets at most
  /// @throws ProblemException when it is too large or no JSON
  static Body read(InputStream in, long limit) {
    try {
      byte[] octets = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE));
      if (octets.length > limit) {
        throw ProblemException.tooLarge(limit);
      }
      return octets.length == 0 ? new Body(null) : new Body(parse(octets));
    } catch (IOException e) {
      throw ProblemException.malformed("the body ended early");
    }
  }

  /// The parser has no common exception for text that ends early or is nested too deeply.
  private static JsonValue parse(byte[] octets) {
    try (JsonParser parser = Json.createParser(new ByteArrayInputStream(octets))) {
      parser.next();
      JsonValue value = parser.getValue();
      if (parser.hasNext()) {
        parser.next();
        throw ProblemException.malformed("the body is more than one JSON value");
      }
      return value;
    } catch (JsonParsingException e) {
      var place = e.getLocation();
      throw ProblemException.malformed(
          "the body is no JSON: line "
              + place.getLineNumber()
              + ", column "
              + place.getColumnNumber());
    } catch (ProblemException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ProblemException.malformed("the body is no JSON, or nested too deeply");
    }
  }

  /// It as an object.
  JsonObject object() {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw ProblemException.malformed("the body must be a JSON object");
  }

  /// It as an object of texts with these names only; nothing at all is an empty one.
  JsonObject texts(String... names) {
    JsonObject object = value == null ? JsonValue.EMPTY_JSON_OBJECT : object();
    var errors = new ArrayList<FieldError>();
    object.forEach((name, member) -> {
      if (!List.of(names).contains(name)) {
        errors.add(new FieldError("/" + name, "is not a field of this"));
      } else if (!(member instanceof JsonString)) {
        errors.add(new FieldError("/" + name, "must be a text"));
      }
    });
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return object;
  }

  /// An object's members as changes that set them.
  List<FieldChange> members() {
    return object().entrySet().stream()
        .map(member -> FieldChange.set(member.getKey(), field(member.getValue())))
        .toList();
  }

  /// An array of objects, each as changes that set its members.
  ///
  /// @param most that it may have
  List<List<FieldChange>> objects(int most) {
    if (!(value instanceof JsonArray array) || array.isEmpty() || array.size() > most) {
      throw ProblemException.malformed(
          "the body must be a JSON array of 1 to " + most + " objects");
    }
    var objects = new ArrayList<List<FieldChange>>(array.size());
    for (JsonValue one : array) {
      objects.add(new Body(one).members());
    }
    return objects;
  }

  /// An array of `{"action": …, "field": …, "value": …}` as changes.
  List<FieldChange> changes() {
    if (!(value instanceof JsonArray array)) {
      throw ProblemException.malformed("the body must be a JSON array of changes");
    }
    var changes = new ArrayList<FieldChange>();
    var errors = new ArrayList<FieldError>();
    for (int i = 0; i < array.size(); i++) {
      change("/" + i, array.get(i), errors).ifPresent(changes::add);
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return changes;
  }

  private static Optional<FieldChange> change(
      String pointer, JsonValue value, List<FieldError> errors) {
    if (!(value instanceof JsonObject change)) {
      errors.add(new FieldError(pointer, "must be an object"));
      return Optional.empty();
    }
    int before = errors.size();
    for (String name : change.keySet()) {
      if (!List.of("action", "field", "value").contains(name)) {
        errors.add(new FieldError(pointer + "/" + name, "is not a part of a change"));
      }
    }
    Optional<FieldChange.Action> action = action(change.get("action"));
    if (action.isEmpty()) {
      errors.add(new FieldError(pointer + "/action", "must be set, addItem or removeItem"));
    }
    if (!(change.get("field") instanceof JsonString field)) {
      errors.add(new FieldError(pointer + "/field", "must be a text"));
      return Optional.empty();
    }
    JsonValue to = change.get("value");
    if (to == null) {
      errors.add(new FieldError(pointer + "/value", "must be there"));
    }
    return errors.size() > before || to == null
        ? Optional.empty()
        : action.map(a -> new FieldChange(pointer + "/value", a, field.getString(), field(to)));
  }

  private static Optional<FieldChange.Action> action(@Nullable JsonValue value) {
    if (!(value instanceof JsonString text)) {
      return Optional.empty();
    }
    return switch (text.getString()) {
      case "set" -> Optional.of(FieldChange.Action.SET);
      case "addItem" -> Optional.of(FieldChange.Action.ADD_ITEM);
      case "removeItem" -> Optional.of(FieldChange.Action.REMOVE_ITEM);
      default -> Optional.empty();
    };
  }

  private static FieldValue field(JsonValue value) {
    return switch (value.getValueType()) {
      case STRING -> new FieldValue.Text(((JsonString) value).getString());
      case NUMBER -> number((JsonNumber) value);
      case TRUE -> new FieldValue.Flag(true);
      case FALSE -> new FieldValue.Flag(false);
      case NULL -> new FieldValue.Nothing();
      case ARRAY -> texts((JsonArray) value);
      case OBJECT -> new FieldValue.Other();
    };
  }

  private static FieldValue number(JsonNumber number) {
    try {
      return new FieldValue.Whole(number.bigDecimalValue().longValueExact());
    } catch (ArithmeticException e) {
      return new FieldValue.Other();
    }
  }

  private static FieldValue texts(JsonArray array) {
    var texts = new ArrayList<String>();
    for (JsonValue item : array) {
      if (!(item instanceof JsonString text)) {
        return new FieldValue.Other();
      }
      texts.add(text.getString());
    }
    return new FieldValue.Texts(texts);
  }
}
