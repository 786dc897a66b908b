package org.mailkeep.services;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Why a request is refused (RFC 9457), where no resource has been reached.
///
/// @param title the status in words
/// @param detail what it is about, without anything that somebody sent
public record ProblemDocument(int status, String title, String detail) {
  /// Something makes no sense.
  public static ProblemDocument malformed(String detail) {
    return new ProblemDocument(400, "Bad Request", detail);
  }

  /// Nobody is logged in.
  public static ProblemDocument unauthorized(String detail) {
    return new ProblemDocument(401, "Unauthorized", detail);
  }

  /// They may not.
  public static ProblemDocument forbidden(String detail) {
    return new ProblemDocument(403, "Forbidden", detail);
  }

  /// Too much was tried (RFC 6585 §4).
  public static ProblemDocument tooMany(String detail) {
    return new ProblemDocument(429, "Too Many Requests", detail);
  }

  /// It cannot be done now.
  public static ProblemDocument unavailable(String detail) {
    return new ProblemDocument(503, "Service Unavailable", detail);
  }

  /// Answers with it.
  public void to(HttpServletResponse response) throws IOException {
    String problem =
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
            .formatted(title, status, detail);
    response.setStatus(status);
    response.setContentType("application/problem+json");
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(problem.getBytes(StandardCharsets.UTF_8));
  }

  /// Answers with it, and when to try again.
  public void to(HttpServletResponse response, Duration pause) throws IOException {
    response.setHeader("Retry-After", Long.toString(Math.max(1, pause.toSeconds())));
    to(response);
  }
}
