package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.mailkeep.admin.DirectoryTroubleshooting.Explanation;
import org.mailkeep.auth.Permission;

/// `/api/troubleshoot`: explains what the server does. POST, since it asks other servers.
@Path("troubleshoot")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class TroubleshootResource {
  @Inject private Desk desk;

  /// Explains how a name or an address is resolved.
  @POST
  @Path("directory")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Permission.TROUBLESHOOT_DIRECTORY)
  public Response directory(InputStream body) {
    var fields = desk.body(body).texts("name", "directory");
    return Answers.of(
        desk.administration()
            .troubleshooting()
            .explain(
                desk.caller(), fields.getString("name", ""), fields.getString("directory", "")),
        TroubleshootResource::view);
  }

  private static JsonObject view(Explanation explanation) {
    var steps = Json.createArrayBuilder();
    explanation
        .steps()
        .forEach(step ->
            steps.add(
                Json.createObjectBuilder().add("step", step.what()).add("detail", step.detail())));
    return Json.createObjectBuilder()
        .add("steps", steps)
        .add("verdict", explanation.verdict())
        .build();
  }
}
