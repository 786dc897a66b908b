package org.mailkeep.web.admin;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.mailkeep.admin.Outcome;
import org.mailkeep.admin.Principals;

/// Turns outcomes into responses.
final class Answers {
  private Answers() {}

  /// @param view what it gives, as JSON
  static <T> Response of(Outcome<T> outcome, Function<? super T, ? extends JsonValue> view) {
    return of(outcome, view, _ -> URI.create(""));
  }

  /// @param view what it gives, as JSON
  /// @param location where what was created is
  static <T> Response of(
      Outcome<T> outcome,
      Function<? super T, ? extends JsonValue> view,
      Function<? super T, URI> location) {
    return switch (outcome) {
      case Outcome.Ok<T>(T value) -> data(Response.ok(), view.apply(value));
      case Outcome.Created<T>(T value) ->
          data(Response.created(location.apply(value)), view.apply(value));
      case Outcome.NotFound<T>(var what) -> Problem.of(404, "there is no " + what).response();
      case Outcome.Conflict<T>(var detail) -> Problem.of(409, detail).response();
      case Outcome.Invalid<T>(var errors) -> Problem.invalid(errors).response();
      case Outcome.Forbidden<T>(var missing) -> Problem.missing(missing).response();
      case Outcome.Unavailable<T> _ ->
          Problem.of(503, "it cannot be done now; the server's log says why").response();
    };
  }

  /// Several results: 200 when all succeeded, otherwise 207 (RFC 4918 §11.1).
  ///
  /// @param id of what one gave
  static <T> Response each(List<Principals.Result<T>> results, Function<? super T, String> id) {
    JsonArrayBuilder items = Json.createArrayBuilder();
    boolean all = true;
    for (Principals.Result<T> result : results) {
      Response one = of(result.outcome(), value -> Json.createValue(id.apply(value)));
      var item =
          Json.createObjectBuilder().add("name", result.name()).add("status", one.getStatus());
      boolean done = one.getStatus() / 100 == 2;
      item.add(done ? "id" : "problem", done ? read(one).getValue("/data") : read(one));
      items.add(item);
      all &= done;
    }
    return data(Response.status(all ? 200 : 207), items.build());
  }

  private static JsonObject read(Response response) {
    try (var reader = Json.createReader(new StringReader(String.valueOf(response.getEntity())))) {
      return reader.readObject();
    }
  }

  private static Response data(Response.ResponseBuilder response, JsonValue data) {
    String body = Json.createObjectBuilder().add("data", data).build().toString();
    return response.type(MediaType.APPLICATION_JSON_TYPE).entity(body).build();
  }
}
