package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.mailkeep.admin.Tasks;
import org.mailkeep.auth.Permission;

/// `/api/tasks`: long operations of this node. DELETE tells one to end early.
@Path("tasks")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class TaskResource {
  @Inject private Desk desk;

  /// Lists those that run and those that have ended, the latest first.
  @GET
  @Needs(Permission.TASK_LIST)
  public Response list(@Context UriInfo uri) {
    var page = Parameters.ofPage(uri.getQueryParameters()).page();
    return Answers.of(tasks().list(desk.caller(), page), p -> Views.page(p, TaskView::of));
  }

  /// Shows one.
  @GET
  @Path("{id}")
  @Needs(Permission.TASK_GET)
  public Response show(@PathParam("id") String id) {
    return Answers.of(tasks().show(desk.caller(), id), TaskView::of);
  }

  /// Tells one to end early.
  @DELETE
  @Path("{id}")
  @Needs(Permission.TASK_DELETE)
  public Response cancel(@PathParam("id") String id) {
    return Answers.of(tasks().cancel(desk.caller(), id), TaskView::of);
  }

  private Tasks tasks() {
    return desk.administration().tasks();
  }
}
