package org.mailkeep.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.StringReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
  private final JsonObject document = read();

  @Test
  void everyPathAndMethodIsDescribedAndNoneBeside() {
    assertEquals(served(), described());
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    var references = new TreeSet<String>();
    collect(document, references);
    assertTrue(references.size() > 20, references.toString());
    for (String reference : references) {
      assertTrue(reference.startsWith("#/"), reference);
      assertNotNull(document.getValue(reference.substring(1)), reference);
    }
  }

  @Test
  void everyOperationHasItsOwnNameAndSummary() {
    var names = new TreeSet<String>();
    for (String path : document.getJsonObject("paths").keySet()) {
      var item = document.getJsonObject("paths").getJsonObject(path);
      for (String method : item.keySet()) {
        if (METHODS.contains(method)) {
          var operation = item.getJsonObject(method);
          assertTrue(names.add(operation.getString("operationId")), path + " " + method);
          assertTrue(operation.getString("summary").endsWith("."), path + " " + method);
        }
      }
    }
    assertEquals("3.1.0", document.getString("openapi"));
  }

  private Set<String> described() {
    var described = new TreeSet<String>();
    document
        .getJsonObject("paths")
        .forEach((path, item) ->
            item.asJsonObject().keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> described.add(path + " " + method)));
    return described;
  }

  private static Set<String> served() {
    var served = new TreeSet<String>();
    for (Class<?> type : new AdminApplication().getClasses()) {
      Path base = type.getAnnotation(Path.class);
      if (base == null) {
        continue;
      }
      for (Method method : type.getDeclaredMethods()) {
        String verb = verb(method);
        if (verb != null) {
          served.add(path(base) + path(method.getAnnotation(Path.class)) + " " + verb);
        }
      }
    }
    return served;
  }

  private static @Nullable String verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return verb.value().toLowerCase(Locale.ROOT);
      }
    }
    return null;
  }

  private static String path(@Nullable Path path) {
    return path == null || path.value().isEmpty() ? "" : "/" + path.value();
  }

  private static void collect(JsonValue value, Set<String> references) {
    if (value instanceof JsonObject object) {
      if (object.get("$ref") instanceof JsonString reference) {
        references.add(reference.getString());
      }
      object.values().forEach(member -> collect(member, references));
    } else if (value instanceof JsonArray array) {
      array.forEach(item -> collect(item, references));
    }
  }

  private static JsonObject read() {
    try (var reader = Json.createReader(new StringReader(OpenApiResource.text()))) {
      return reader.readObject();
    }
  }
}
