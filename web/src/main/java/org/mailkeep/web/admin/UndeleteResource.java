package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.mailkeep.admin.Undelete;
import org.mailkeep.auth.Permission;
import org.mailkeep.mailbox.DeletedMessage;

/// `/api/store/undelete/{account}`: deleted messages, as long as they are kept.
@Path("store/undelete/{account}")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class UndeleteResource {
  @Inject private Desk desk;

  /// Lists what can be restored, those that came first first.
  @GET
  @Needs(Permission.UNDELETE_LIST)
  public Response list(@PathParam("account") String account, @Context UriInfo uri) {
    var page = Parameters.ofPage(uri.getQueryParameters()).page();
    return Answers.of(undelete().list(desk.caller(), account, page), UndeleteResource::listed);
  }

  /// Restores those of `ids`, or the next ones of all or of a `mailbox`.
  @POST
  @Needs(Permission.UNDELETE_START)
  public Response restore(@PathParam("account") String account, @Context UriInfo uri) {
    var parameters = Parameters.of(uri.getQueryParameters(), "ids", "mailbox", "after");
    var outcome =
        parameters.text("ids") == null
            ? undelete()
                .restoreAll(
                    desk.caller(),
                    account,
                    parameters.textOrEmpty("mailbox"),
                    parameters.textOrEmpty("after"))
            : undelete().restore(desk.caller(), account, parameters.texts("ids"));
    return Answers.of(outcome, UndeleteResource::restored);
  }

  private Undelete undelete() {
    return desk.administration().undelete();
  }

  static JsonObject listed(Undelete.Listed listed) {
    var items = Json.createArrayBuilder();
    listed.messages().forEach(message -> items.add(message(message)));
    var json = Json.createObjectBuilder().add("items", items);
    if (!listed.next().isEmpty()) {
      json.add("next", listed.next());
    }
    return json.build();
  }

  private static JsonObject message(DeletedMessage message) {
    return Json.createObjectBuilder()
        .add("id", message.id().toString())
        .add("mailbox", message.mailbox())
        .add("from", message.from())
        .add("subject", message.subject())
        .add("size", message.size())
        .add("flags", message.flags().imap())
        .add("received", message.received().toString())
        .add("deleted", message.deleted().toString())
        .build();
  }

  static JsonObject restored(Undelete.Restored restored) {
    var json =
        Json.createObjectBuilder()
            .add("restored", restored.restored())
            .add("missing", restored.missing())
            .add("overQuota", restored.overQuota());
    if (!restored.next().isEmpty()) {
      json.add("next", restored.next());
    }
    return json.build();
  }
}
