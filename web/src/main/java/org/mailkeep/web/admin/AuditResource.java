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
import org.mailkeep.history.AuditQuery;

/// `/api/audit`: who changed what, when and from where.
@Path("audit")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  @Inject private Desk desk;

  /// Lists changes, the latest first.
  @GET
  @Needs(Permission.HISTORY_LIST)
  public Response list(@Context UriInfo uri) {
    var parameters =
        Parameters.ofPage(
            uri.getQueryParameters(), "by", "kind", "id", "operation", "address", "from", "to");
    var query =
        new AuditQuery(
            parameters.text("by"),
            parameters.text("kind"),
            parameters.text("id"),
            parameters.text("operation"),
            parameters.text("address"),
            parameters.time("from"),
            parameters.time("to"));
    return Answers.of(
        desk.administration().history().audit(desk.caller(), query, parameters.page()),
        page -> Views.page(page, HistoryView::change));
  }
}
