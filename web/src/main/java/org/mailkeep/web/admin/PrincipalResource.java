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
import org.mailkeep.admin.Principals;
import org.mailkeep.auth.Permission;

/// `/api/principal`: all that the directory holds. An id in a path is a name or a number.
@Path("principal")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PrincipalResource {
  @Inject private Desk desk;

  /// Lists them; `types` says of which kinds, separated by commas.
  @GET
  @Needs({
    Permission.PRINCIPAL_LIST,
    Permission.DOMAIN_LIST,
    Permission.ROLE_LIST,
    Permission.API_KEY_LIST
  })
  public Response list(@Context UriInfo uri) {
    var parameters = Parameters.ofPage(uri.getQueryParameters(), "types");
    return Answers.of(
        principals().list(desk.caller(), parameters.page(), parameters.texts("types")),
        p -> Views.page(p, PrincipalViews::held));
  }

  /// Makes one.
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs({
    Permission.PRINCIPAL_CREATE,
    Permission.DOMAIN_CREATE,
    Permission.ROLE_CREATE,
    Permission.API_KEY_CREATE
  })
  public Response create(@Context UriInfo uri, InputStream body) {
    return Answers.of(
        principals().create(desk.caller(), desk.body(body).members()),
        PrincipalViews::held,
        made -> uri.getAbsolutePathBuilder().path(PrincipalViews.id(made)).build());
  }

  /// Makes several, each by itself.
  @POST
  @Path("deploy")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs({
    Permission.PRINCIPAL_CREATE,
    Permission.DOMAIN_CREATE,
    Permission.ROLE_CREATE,
    Permission.API_KEY_CREATE
  })
  public Response deploy(InputStream body) {
    var each = desk.body(body).objects(desk.limits().mostPrincipals());
    return Answers.each(
        principals().createAll(desk.caller(), each), made -> PrincipalViews.id(made));
  }

  /// Removes several, each by itself: `ids`, separated by commas.
  @DELETE
  @Needs({
    Permission.PRINCIPAL_DELETE,
    Permission.DOMAIN_DELETE,
    Permission.ROLE_DELETE,
    Permission.API_KEY_DELETE
  })
  public Response deleteAll(@Context UriInfo uri) {
    var ids = Parameters.of(uri.getQueryParameters(), "ids").texts("ids");
    int most = desk.limits().mostPrincipals();
    if (ids.isEmpty() || ids.size() > most) {
      throw ProblemException.parameter("ids", "must name 1 to " + most + " entries");
    }
    return Answers.each(principals().deleteAll(desk.caller(), ids), id -> id);
  }

  /// Shows one.
  @GET
  @Path("{id}")
  @Needs({
    Permission.PRINCIPAL_GET,
    Permission.DOMAIN_GET,
    Permission.ROLE_GET,
    Permission.API_KEY_GET
  })
  public Response show(@PathParam("id") String id) {
    return Answers.of(principals().show(desk.caller(), id), PrincipalViews::held);
  }

  /// Changes one.
  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs({
    Permission.PRINCIPAL_UPDATE,
    Permission.DOMAIN_UPDATE,
    Permission.ROLE_UPDATE,
    Permission.API_KEY_UPDATE
  })
  public Response update(@PathParam("id") String id, InputStream body) {
    return Answers.of(
        principals().update(desk.caller(), id, desk.body(body).changes()), PrincipalViews::held);
  }

  /// Removes one and all its mail.
  @DELETE
  @Path("{id}")
  @Needs({
    Permission.PRINCIPAL_DELETE,
    Permission.DOMAIN_DELETE,
    Permission.ROLE_DELETE,
    Permission.API_KEY_DELETE
  })
  public Response delete(@PathParam("id") String id) {
    return Answers.of(principals().delete(desk.caller(), id), _ -> Views.nothing());
  }

  private Principals principals() {
    return desk.administration().principals();
  }
}
