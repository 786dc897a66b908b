package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.mailkeep.admin.ServerOperations;
import org.mailkeep.auth.Permission;

/// `/api/cache`: what is kept in memory for speed. DELETE empties.
@Path("cache")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class CacheResource {
  @Inject private Desk desk;

  /// Lists them.
  @GET
  @Needs(Permission.CACHE_LIST)
  public Response list() {
    return Answers.of(server().caches(desk.caller()), Views::caches);
  }

  /// Empties all.
  @DELETE
  @Needs(Permission.CACHE_DELETE)
  public Response clearAll() {
    return Answers.of(server().clearCaches(desk.caller(), Optional.empty()), Views::texts);
  }

  /// Empties one.
  @DELETE
  @Path("{name}")
  @Needs(Permission.CACHE_DELETE)
  public Response clear(@PathParam("name") String name) {
    return Answers.of(server().clearCaches(desk.caller(), Optional.of(name)), Views::texts);
  }

  private ServerOperations server() {
    return desk.administration().server();
  }
}
