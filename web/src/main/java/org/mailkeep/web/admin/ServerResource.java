package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.mailkeep.auth.Permission;

/// `/api/reload` and `/api/status`.
@Path("")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ServerResource {
  @Inject private Desk desk;

  /// Reads the configuration again.
  @POST
  @Path("reload")
  @Needs(Permission.SERVER_RELOAD)
  public Response reload() {
    return Answers.of(
        desk.administration().server().reload(desk.caller()),
        keys -> Json.createObjectBuilder().add("restartNeeded", Views.texts(keys)).build());
  }

  /// How the server fares.
  @GET
  @Path("status")
  @Needs(Permission.SERVER_STATUS)
  public Response status() {
    return Answers.of(desk.administration().server().status(desk.caller()), Views::status);
  }
}
