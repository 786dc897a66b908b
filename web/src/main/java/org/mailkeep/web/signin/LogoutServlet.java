package org.mailkeep.web.signin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.mailkeep.auth.SignIns.Known;
import org.mailkeep.services.BrowserCookie;
import org.mailkeep.services.HttpLogin;
import org.mailkeep.services.Management;
import org.mailkeep.services.ProblemDocument;
import org.mailkeep.store.api.StoreException;

/// `/auth/logout`: POST ends a session, with its token in the header or in the form's field
/// `token`, and sends the browser to the provider to end the one there. GET is where it comes back
/// to, and changes nothing.
@WebServlet("/auth/logout")
public class LogoutServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String PLACE = "/auth/logout";

  @Inject private transient Management management;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Browser.serve(management, request, response, LogoutServlet::tell);
  }

  private static void tell(Browser browser) throws IOException {
    boolean in =
        browser.signIns().find(browser.cookie(BrowserCookie.SESSION), browser.remote())
            instanceof Known.Present;
    browser.response().setContentType("text/plain; charset=utf-8");
    browser
        .response()
        .getOutputStream()
        .write(
            (in ? "You are signed in.\n" : "You are signed out.\n")
                .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Browser.serve(management, request, response, LogoutServlet::leave);
  }

  private static void leave(Browser browser) throws IOException {
    String cookie = browser.cookie(BrowserCookie.SESSION);
    switch (browser.signIns().find(cookie, browser.remote())) {
      case Known.Present who when who.session().isGuardedBy(token(browser)) ->
          leave(browser, cookie, who);
      case Known.Present _ ->
          browser.refuse(ProblemDocument.forbidden("the session's token is needed to end it"));
      case Known.Nobody() -> gone(browser, browser.origin().at(PLACE));
      case Known.Unavailable _ -> unavailable(browser);
    }
  }

  private static String token(Browser browser) {
    @Nullable String header = browser.request().getHeader(HttpLogin.GUARD);
    return header == null ? browser.parameter("token") : header;
  }

  private static void leave(Browser browser, String cookie, Known.Present who) throws IOException {
    URI here = browser.origin().at(PLACE);
    try {
      gone(browser, browser.signIns().leave(cookie, who, here).orElse(here));
    } catch (StoreException e) {
      unavailable(browser);
    }
  }

  private static void gone(Browser browser, URI where) {
    browser.take(BrowserCookie.SESSION);
    browser.send(where);
  }

  private static void unavailable(Browser browser) throws IOException {
    browser.refuse(ProblemDocument.unavailable("sessions cannot be ended now"), Browser.SOON);
  }
}
