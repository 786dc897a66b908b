package org.mailkeep.web.admin;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.function.Function;
import org.mailkeep.admin.Outcome;

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
      case Outcome.Forbidden<T>(var missing) ->
          Problem.of(403, "this takes the permission " + missing.text()).response();
      case Outcome.Unavailable<T> _ ->
          Problem.of(503, "it cannot be done now; the server's log says why").response();
    };
  }

  private static Response data(Response.ResponseBuilder response, JsonValue data) {
    String body = Json.createObjectBuilder().add("data", data).build().toString();
    return response.type(MediaType.APPLICATION_JSON_TYPE).entity(body).build();
  }
}
