package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// `/api/openapi`: the description of all this (OpenAPI 3.1), for anyone.
@Path("openapi")
@ApplicationScoped
public class OpenApiResource {
  /// The document.
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public String document() {
    return text();
  }

  static String text() {
    try (InputStream in = OpenApiResource.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
