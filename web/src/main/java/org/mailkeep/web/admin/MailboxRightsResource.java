package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import org.mailkeep.admin.MailboxSharing;
import org.mailkeep.auth.Permission;

/// `/api/mail/{account}/rights`: who else may do what with a `mailbox` of an account.
@Path("mail/{account}/rights")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class MailboxRightsResource {
  @Inject private Desk desk;

  /// Lists them.
  @GET
  @Needs(Permission.MAIL_RIGHTS_LIST)
  public Response list(@PathParam("account") String account, @Context UriInfo uri) {
    return Answers.of(
        sharing().list(desk.caller(), account, mailbox(uri)), MailboxRightsResource::listed);
  }

  /// Gives somebody exactly the `rights` of the body.
  @PUT
  @Path("{identifier}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Permission.MAIL_RIGHTS_UPDATE)
  public Response set(
      @PathParam("account") String account,
      @PathParam("identifier") String identifier,
      @Context UriInfo uri,
      InputStream body) {
    String mailbox = mailbox(uri);
    String rights = desk.body(body).texts("rights").getString("rights", "");
    return Answers.of(
        sharing().set(desk.caller(), account, mailbox, identifier, rights),
        MailboxRightsResource::listed);
  }

  /// Takes somebody off the list.
  @DELETE
  @Path("{identifier}")
  @Needs(Permission.MAIL_RIGHTS_DELETE)
  public Response remove(
      @PathParam("account") String account,
      @PathParam("identifier") String identifier,
      @Context UriInfo uri) {
    return Answers.of(
        sharing().remove(desk.caller(), account, mailbox(uri), identifier),
        MailboxRightsResource::listed);
  }

  private static String mailbox(UriInfo uri) {
    String path = Parameters.of(uri.getQueryParameters(), "mailbox").textOrEmpty("mailbox");
    if (path.isEmpty()) {
      throw ProblemException.parameter("mailbox", "must be the path of one");
    }
    return path;
  }

  private MailboxSharing sharing() {
    return desk.administration().sharing();
  }

  static JsonObject listed(List<MailboxSharing.Entry> entries) {
    var items = Json.createArrayBuilder();
    entries.forEach(entry ->
        items.add(
            Json.createObjectBuilder()
                .add("identifier", entry.identifier())
                .add("rights", entry.rights())));
    return Json.createObjectBuilder().add("items", items).build();
  }
}
