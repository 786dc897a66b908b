package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import org.mailkeep.admin.AccountDetails;
import org.mailkeep.admin.Accounts;

/// `/api/principal`: accounts. An id in a path is a login name or a number.
@Path("principal")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PrincipalResource {
  @Inject private Desk desk;

  /// Lists them; `types` may say `individual`, which all are.
  @GET
  public Response list(@Context UriInfo uri) {
    var parameters = Parameters.ofPage(uri.getQueryParameters(), "types");
    if (!List.of("", "individual").contains(parameters.textOrEmpty("types"))) {
      throw ProblemException.parameter("types", "must be individual");
    }
    return Answers.of(
        accounts().list(desk.caller(), parameters.page()), p -> Views.page(p, Views::account));
  }

  /// Makes one.
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(@Context UriInfo uri, InputStream body) {
    return Answers.of(
        accounts().create(desk.caller(), desk.body(body).members()),
        Views::account,
        made -> uri.getAbsolutePathBuilder().path(id(made)).build());
  }

  /// Shows one.
  @GET
  @Path("{id}")
  public Response show(@PathParam("id") String id) {
    return Answers.of(accounts().show(desk.caller(), id), Views::account);
  }

  /// Changes one.
  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response update(@PathParam("id") String id, InputStream body) {
    return Answers.of(
        accounts().update(desk.caller(), id, desk.body(body).changes()), Views::account);
  }

  /// Removes one and all its mail.
  @DELETE
  @Path("{id}")
  public Response delete(@PathParam("id") String id) {
    return Answers.of(accounts().delete(desk.caller(), id), _ -> Views.nothing());
  }

  private static String id(AccountDetails made) {
    return Long.toString(made.principal().account().id().value());
  }

  private Accounts accounts() {
    return desk.administration().accounts();
  }
}
