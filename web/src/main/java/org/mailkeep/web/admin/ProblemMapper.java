package org.mailkeep.web.admin;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.mailkeep.services.Management;

/// Makes every refusal a problem document, also those of JAX-RS itself: no such path, no such
/// method, no such content type. A bug becomes 500, and its trace goes to the log alone.
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

  @Override
  public Response toResponse(Throwable thrown) {
    return switch (thrown) {
      case ProblemException refused -> refused.problem().response();
      case WebApplicationException refused -> translated(refused);
      case Management.NotRunning _ -> Problem.of(503, "the server is not running").response();
      default -> {
        LOG.log(Level.ERROR, "a request failed", thrown);
        yield Problem.of(500, "the server's log says more").response();
      }
    };
  }

  private static Response translated(WebApplicationException refused) {
    int status = refused.getResponse().getStatus();
    String detail =
        switch (status) {
          case 404 -> "there is nothing at this path";
          case 405 -> "this path does not take this method";
          case 406 -> "only application/json is spoken here";
          case 415 -> "the body must be application/json";
          default -> "";
        };
    Response response = Problem.of(status, detail).response();
    if (refused instanceof NotAllowedException) {
      response
          .getHeaders()
          .put(HttpHeaders.ALLOW, refused.getResponse().getHeaders().get(HttpHeaders.ALLOW));
    }
    return response;
  }
}
