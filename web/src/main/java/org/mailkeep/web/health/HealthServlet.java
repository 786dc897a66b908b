package org.mailkeep.web.health;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.mailkeep.services.Readiness;
import org.mailkeep.services.Server;

/// `/healthz/live`: the application answers. `/healthz/ready`: mail can flow; 503 with the reasons
/// when it cannot, and warnings of what is wrong though it can.
@WebServlet(urlPatterns = {"/healthz/live", "/healthz/ready"})
public class HealthServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient Server server;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean ready = request.getServletPath().endsWith("/ready");
    write(response, ready ? server.readiness() : Readiness.READY, ready ? "ready" : "live");
  }

  private static void write(HttpServletResponse response, Readiness readiness, String name)
      throws IOException {
    var reasons = Json.createArrayBuilder(readiness.reasons());
    var warnings = Json.createArrayBuilder(readiness.warnings());
    String body =
        Json.createObjectBuilder()
            .add("status", status(readiness, name))
            .add("reasons", reasons)
            .add("warnings", warnings)
            .build()
            .toString();
    response.setStatus(
        readiness.ready() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String status(Readiness readiness, String name) {
    if (readiness.ready()) {
      return name;
    }
    return readiness.lasting() ? "failed" : "not " + name;
  }
}
