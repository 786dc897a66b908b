package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.mailkeep.admin.NetworkOperations;
import org.mailkeep.auth.Permission;

/// `/api/network`: addresses and networks that are blocked or allowed.
@Path("network")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class NetworkResource {
  @Inject private Desk desk;

  /// Lists them.
  @GET
  @Needs(Permission.NETWORK_LIST)
  public Response list() {
    return Answers.of(networks().list(desk.caller()), NetworkView::all);
  }

  /// Blocks or allows one.
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Permission.NETWORK_CREATE)
  public Response add(@Context UriInfo uri, InputStream body) {
    var fields = desk.body(body).texts("network", "kind", "reason", "for");
    var draft =
        new NetworkOperations.Draft(
            fields.getString("network", ""),
            fields.getString("kind", "blocked"),
            fields.getString("reason", ""),
            fields.getString("for", ""));
    return Answers.of(
        networks().add(desk.caller(), draft),
        NetworkView::one,
        rule ->
            uri.getAbsolutePathBuilder().queryParam("network", rule.network().toString()).build());
  }

  /// Ends what was added for one, or its ban. A network has a slash, which a path cannot carry.
  @DELETE
  @Needs(Permission.NETWORK_DELETE)
  public Response remove(@QueryParam("network") @Nullable String network) {
    if (network == null) {
      throw ProblemException.parameter("network", "must be there");
    }
    return Answers.of(networks().remove(desk.caller(), network), NetworkView::one);
  }

  private NetworkOperations networks() {
    return desk.administration().networks();
  }
}
