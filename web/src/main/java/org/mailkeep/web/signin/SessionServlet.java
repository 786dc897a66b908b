package org.mailkeep.web.signin;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.SignIns.Known;
import org.mailkeep.services.BrowserCookie;
import org.mailkeep.services.HttpLogin;
import org.mailkeep.services.Management;
import org.mailkeep.services.ProblemDocument;

/// `/auth/session`: tells a page of ours who has signed in, what they may do, and the token that
/// requests carry which change something.
@WebServlet("/auth/session")
public class SessionServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Management management;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Browser.serve(management, request, response, SessionServlet::tell);
  }

  private static void tell(Browser browser) throws IOException {
    String cookie = browser.cookie(BrowserCookie.SESSION);
    switch (browser.signIns().find(cookie, browser.remote())) {
      case Known.Present who -> tell(browser, who);
      case Known.Nobody() ->
          browser.refuse(ProblemDocument.unauthorized("/auth/login signs browsers in"));
      case Known.Unavailable _ ->
          browser.refuse(
              ProblemDocument.unavailable("sessions cannot be looked up now"), Browser.SOON);
    }
  }

  private static void tell(Browser browser, Known.Present who) throws IOException {
    var permissions = Json.createArrayBuilder();
    who.caller().permissions().stream().map(Permission::text).sorted().forEach(permissions::add);
    var data =
        Json.createObjectBuilder()
            .add("login", who.caller().login())
            .add("tenant", who.caller().tenant())
            .add("directory", who.session().directory())
            .add("since", who.session().since().toString())
            .add("header", HttpLogin.GUARD)
            .add("token", who.session().guard())
            .add("permissions", permissions);
    String body = Json.createObjectBuilder().add("data", data).build().toString();
    browser.response().setContentType("application/json");
    browser.response().getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
  }
}
