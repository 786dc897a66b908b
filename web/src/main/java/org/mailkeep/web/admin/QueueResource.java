package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.mailkeep.admin.Messages;
import org.mailkeep.auth.Permission;

/// `/api/queue`: mail on its way. PATCH tries messages now, DELETE gives them up without a report.
@Path("queue")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class QueueResource {
  @Inject private Desk desk;

  /// Lists messages, oldest first.
  @GET
  @Path("messages")
  @Needs(Permission.QUEUE_LIST)
  public Response list(@Context UriInfo uri) {
    var parameters = Parameters.ofPage(uri.getQueryParameters(), "text", "from", "to");
    return Answers.of(
        messages().list(desk.caller(), parameters.messages(), parameters.page()), Views::messages);
  }

  /// Tries all that match now.
  @PATCH
  @Path("messages")
  @Needs(Permission.QUEUE_UPDATE)
  public Response retryAll(@Context UriInfo uri) {
    var parameters = some(uri);
    return Answers.of(messages().retryAll(desk.caller(), parameters.messages()), Views::count);
  }

  /// Gives all that match up.
  @DELETE
  @Path("messages")
  @Needs(Permission.QUEUE_DELETE)
  public Response cancelAll(@Context UriInfo uri) {
    var parameters = some(uri);
    return Answers.of(messages().cancelAll(desk.caller(), parameters.messages()), Views::count);
  }

  /// Shows one.
  @GET
  @Path("messages/{id}")
  @Needs(Permission.QUEUE_GET)
  public Response show(@PathParam("id") String id) {
    return Answers.of(messages().show(desk.caller(), id), Views::message);
  }

  /// Tries one now.
  @PATCH
  @Path("messages/{id}")
  @Needs(Permission.QUEUE_UPDATE)
  public Response retry(@PathParam("id") String id) {
    return Answers.of(messages().retry(desk.caller(), id), Views::count);
  }

  /// Gives one up, or one of its recipients.
  @DELETE
  @Path("messages/{id}")
  @Needs(Permission.QUEUE_DELETE)
  public Response cancel(@PathParam("id") String id, @Context UriInfo uri) {
    String recipient = Parameters.of(uri.getQueryParameters(), "recipient").text("recipient");
    return Answers.of(
        recipient == null
            ? messages().cancel(desk.caller(), id)
            : messages().cancel(desk.caller(), id, recipient),
        Views::count);
  }

  /// How the queue fares.
  @GET
  @Path("status")
  @Needs(Permission.QUEUE_STATUS_GET)
  public Response condition() {
    return Answers.of(messages().condition(desk.caller()), Views::condition);
  }

  /// Goes on.
  @PATCH
  @Path("status/start")
  @Needs(Permission.QUEUE_STATUS_UPDATE)
  public Response resume() {
    return Answers.of(messages().resume(desk.caller()), Views::condition);
  }

  /// Begins no new attempts.
  @PATCH
  @Path("status/stop")
  @Needs(Permission.QUEUE_STATUS_UPDATE)
  public Response pause() {
    return Answers.of(messages().pause(desk.caller()), Views::condition);
  }

  /// Which messages; nobody means all of them by saying nothing.
  private static Parameters some(UriInfo uri) {
    var parameters = Parameters.of(uri.getQueryParameters(), "text", "filter", "from", "to", "all");
    if (!parameters.flag("all") && parameters.names().stream().allMatch("all"::equals)) {
      throw ProblemException.parameter("all", "must be true when nothing says which messages");
    }
    return parameters;
  }

  private Messages messages() {
    return desk.administration().messages();
  }
}
