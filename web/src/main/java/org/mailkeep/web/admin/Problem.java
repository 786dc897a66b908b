package org.mailkeep.web.admin;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.mailkeep.admin.FieldError;
import org.mailkeep.auth.Permission;

/// Why a request is refused (RFC 9457).
///
/// @param status of HTTP
/// @param title the status in words
/// @param detail what it is about; may be empty
/// @param errors parts of the request that make no sense; may be none
record Problem(int status, String title, String detail, List<FieldError> errors) {
  static final String TYPE = "application/problem+json";

  Problem {
    errors = List.copyOf(errors);
  }

  static Problem of(int status, String detail) {
    return new Problem(status, title(status), detail, List.of());
  }

  /// The caller may not.
  static Problem missing(Permission permission) {
    return of(403, "this takes the permission " + permission.text());
  }

  /// What was asked for makes no sense (RFC 9110 §15.5.21).
  static Problem invalid(List<FieldError> errors) {
    String detail =
        errors.size() == 1
            ? errors.getFirst().pointer() + " " + errors.getFirst().detail()
            : errors.size() + " parts of the request make no sense";
    return new Problem(422, title(422), detail, errors);
  }

  JsonObject json() {
    var json =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", title)
            .add("status", status);
    if (!detail.isEmpty()) {
      json.add("detail", detail);
    }
    if (!errors.isEmpty()) {
      var list = Json.createArrayBuilder();
      for (FieldError error : errors) {
        list.add(
            Json.createObjectBuilder()
                .add("pointer", error.pointer())
                .add("detail", error.detail()));
      }
      json.add("errors", list);
    }
    return json.build();
  }

  Response response() {
    return Response.status(status, title).type(TYPE).entity(json().toString()).build();
  }

  private static String title(int status) {
    return switch (status) {
      case 413 -> "Content Too Large"; // RFC 9110 §15.5.14
      case 422 -> "Unprocessable Content"; // RFC 9110 §15.5.21
      default -> {
        Response.Status known = Response.Status.fromStatusCode(status);
        yield known == null ? "Refused" : known.getReasonPhrase();
      }
    };
  }
}
