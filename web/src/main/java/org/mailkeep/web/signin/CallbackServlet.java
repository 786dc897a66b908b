package org.mailkeep.web.signin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.mailkeep.auth.SignIns;
import org.mailkeep.auth.SignIns.Ended;
import org.mailkeep.services.BrowserCookie;
import org.mailkeep.services.Management;
import org.mailkeep.services.ProblemDocument;

/// `/auth/callback`: takes a browser in that comes back from a provider.
@WebServlet("/auth/callback")
public class CallbackServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Management management;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Browser.serve(management, request, response, CallbackServlet::complete);
  }

  private static void complete(Browser browser) throws IOException {
    var back =
        new SignIns.Return(
            browser.parameter("state"),
            browser.parameter("code"),
            browser.parameter("error"),
            browser.parameter("iss"));
    SignIns signIns = browser.signIns();
    Ended ended = signIns.complete(back, browser.cookie(BrowserCookie.SIGN_IN), browser.remote());
    switch (ended) {
      case Ended.SignedIn(var cookie, var then) -> {
        browser.take(BrowserCookie.SIGN_IN);
        browser.give(BrowserCookie.SESSION, cookie, signIns.rules().lifetime());
        browser.send(browser.origin().at(then));
      }
      case Ended.Refused(var reason) -> browser.refuse(ProblemDocument.forbidden(reason));
      case Ended.Throttled(var pause) ->
          browser.refuse(ProblemDocument.tooMany("too many failed logins"), pause);
      case Ended.Unavailable _ ->
          browser.refuse(ProblemDocument.unavailable("logins cannot be checked now"), Browser.SOON);
    }
  }
}
