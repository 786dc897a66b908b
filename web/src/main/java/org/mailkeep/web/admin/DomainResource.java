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
import org.mailkeep.admin.Domains;

/// `/api/domain`: hosted domains.
@Path("domain")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class DomainResource {
  @Inject private Desk desk;

  /// Lists them.
  @GET
  public Response list(@Context UriInfo uri) {
    var page = Parameters.ofPage(uri.getQueryParameters()).page();
    return Answers.of(domains().list(desk.caller(), page), p -> Views.page(p, Views::domain));
  }

  /// Shows one.
  @GET
  @Path("{name}")
  public Response show(@PathParam("name") String name) {
    return Answers.of(domains().show(desk.caller(), name), Views::domain);
  }

  /// Hosts one; the body may be empty or have a `description`.
  @POST
  @Path("{name}")
  public Response create(@PathParam("name") String name, @Context UriInfo uri, InputStream body) {
    String description = desk.body(body).texts("description").getString("description", "");
    return Answers.of(
        domains().create(desk.caller(), name, description),
        Views::domain,
        _ -> uri.getAbsolutePath());
  }

  /// Describes one.
  @PATCH
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response describe(@PathParam("name") String name, InputStream body) {
    var fields = desk.body(body).texts("description");
    if (fields.isEmpty()) {
      throw ProblemException.parameter("/description", "must be there");
    }
    return Answers.of(
        domains().describe(desk.caller(), name, fields.getString("description")), Views::domain);
  }

  /// Hosts one no longer.
  @DELETE
  @Path("{name}")
  public Response delete(@PathParam("name") String name) {
    return Answers.of(domains().delete(desk.caller(), name), _ -> Views.nothing());
  }

  private Domains domains() {
    return desk.administration().domains();
  }
}
