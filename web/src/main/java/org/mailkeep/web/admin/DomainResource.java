package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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
import org.mailkeep.admin.DomainEdit;
import org.mailkeep.admin.Domains;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Domain;

/// `/api/domain`: hosted domains.
@Path("domain")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class DomainResource {
  @Inject private Desk desk;

  /// Lists them.
  @GET
  @Needs(Permission.DOMAIN_LIST)
  public Response list(@Context UriInfo uri) {
    var page = Parameters.ofPage(uri.getQueryParameters()).page();
    return Answers.of(domains().list(desk.caller(), page), p -> Views.page(p, Views::domain));
  }

  /// Shows one.
  @GET
  @Path("{name}")
  @Needs(Permission.DOMAIN_GET)
  public Response show(@PathParam("name") String name) {
    return Answers.of(domains().show(desk.caller(), name), this::view);
  }

  /// Hosts one; the body may be empty or have a `description` and what it is an alias of.
  @POST
  @Path("{name}")
  @Needs(Permission.DOMAIN_CREATE)
  public Response create(@PathParam("name") String name, @Context UriInfo uri, InputStream body) {
    var fields = desk.body(body).texts("description", "aliasOf");
    return Answers.of(
        domains()
            .create(
                desk.caller(),
                name,
                fields.getString("description", ""),
                fields.getString("aliasOf", "")),
        Views::domain,
        _ -> uri.getAbsolutePath());
  }

  /// Describes one, says what it is an alias of, or gives it to a tenant.
  @PATCH
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Permission.DOMAIN_UPDATE)
  public Response update(@PathParam("name") String name, InputStream body) {
    var fields = desk.body(body).texts("description", "aliasOf", "tenant");
    if (fields.isEmpty()) {
      throw ProblemException.parameter("/description", "must be there");
    }
    return Answers.of(
        domains()
            .update(
                desk.caller(),
                name,
                new DomainEdit(
                    fields.getString("description", null),
                    fields.getString("aliasOf", null),
                    fields.getString("tenant", null))),
        this::view);
  }

  /// Hosts one no longer.
  @DELETE
  @Path("{name}")
  @Needs(Permission.DOMAIN_DELETE)
  public Response delete(@PathParam("name") String name) {
    return Answers.of(domains().delete(desk.caller(), name), _ -> Views.nothing());
  }

  private JsonObject view(Domain domain) {
    return Views.domain(domain, domains().tenant(domain));
  }

  private Domains domains() {
    return desk.administration().domains();
  }
}
