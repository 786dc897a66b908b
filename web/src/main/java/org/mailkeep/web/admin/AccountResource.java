package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.mailkeep.auth.Permission;

/// `/api/account`: what everyone may do with their own account.
@Path("account")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {
  @Inject private Desk desk;

  /// Shows one's own account, and what one may do.
  @GET
  @Needs(Permission.ACCOUNT_GET)
  public Response own() {
    return Answers.of(desk.administration().accounts().own(desk.caller()), AccessViews::ownAccount);
  }

  /// Changes one's own password.
  @PUT
  @Path("password")
  @Consumes(MediaType.APPLICATION_JSON)
  @Needs(Permission.PASSWORD_UPDATE)
  public Response password(InputStream body) {
    var fields = desk.body(body).texts("password");
    if (fields.isEmpty()) {
      throw ProblemException.parameter("/password", "must be there");
    }
    return Answers.of(
        desk.administration()
            .accounts()
            .changeOwnPassword(desk.caller(), fields.getString("password")),
        _ -> Views.nothing());
  }
}
