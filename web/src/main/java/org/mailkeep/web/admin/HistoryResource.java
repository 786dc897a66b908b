package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.mailkeep.auth.Permission;
import org.mailkeep.history.DeliveryQuery;

/// `/api/history`: what became of mail.
@Path("history")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class HistoryResource {
  @Inject private Desk desk;

  /// Lists deliveries, the latest first.
  @GET
  @Path("delivery")
  @Needs(Permission.HISTORY_LIST)
  public Response deliveries(@Context UriInfo uri) {
    var parameters =
        Parameters.ofPage(
            uri.getQueryParameters(),
            "queue",
            "sender",
            "recipient",
            "outcome",
            "remote",
            "address",
            "from",
            "to");
    var query =
        new DeliveryQuery(
            parameters.text("queue"),
            parameters.text("sender"),
            parameters.text("recipient"),
            parameters.text("outcome"),
            parameters.text("remote"),
            parameters.text("address"),
            parameters.time("from"),
            parameters.time("to"));
    return Answers.of(
        desk.administration().history().deliveries(desk.caller(), query, parameters.page()),
        page -> Views.page(page, HistoryView::delivery));
  }
}
