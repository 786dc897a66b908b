package org.mailkeep.web.signin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.mailkeep.auth.SignIns.Begun;
import org.mailkeep.services.BrowserCookie;
import org.mailkeep.services.Management;
import org.mailkeep.services.ProblemDocument;

/// `/auth/login`: sends a browser to a provider. `directory` says whose, `then` where the browser
/// goes on to.
@WebServlet("/auth/login")
public class LoginServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_PATH = 2_000;
  private static final String SESSION = "/auth/session";

  @Inject private transient Management management;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Browser.serve(management, request, response, LoginServlet::begin);
  }

  private static void begin(Browser browser) throws IOException {
    String then = browser.parameter("then");
    if (!then.isEmpty() && !isHere(then)) {
      browser.refuse(ProblemDocument.malformed("then has to be a path of this server"));
      return;
    }
    Begun begun =
        browser
            .signIns()
            .begin(
                browser.parameter("directory"),
                browser.origin().at("/auth/callback"),
                then.isEmpty() ? SESSION : then,
                browser.remote());
    switch (begun) {
      case Begun.Sent(var where, var word) -> {
        browser.give(BrowserCookie.SIGN_IN, word, browser.signIns().rules().pending());
        browser.send(where);
      }
      case Begun.NoProvider() ->
          browser.refuse(
              new ProblemDocument(404, "Not Found", "no such directory signs browsers in"));
      case Begun.Throttled(var pause) ->
          browser.refuse(ProblemDocument.tooMany("too many have begun to sign in"), pause);
      case Begun.Unavailable _ ->
          browser.refuse(
              ProblemDocument.unavailable("the provider cannot be reached now"), Browser.SOON);
    }
  }

  /// Whether it is a path, and nothing that a browser takes for another server.
  static boolean isHere(String text) {
    try {
      var path = new URI(text);
      return text.startsWith("/")
          && !text.startsWith("//")
          && text.length() <= LONGEST_PATH
          && !path.isAbsolute()
          && path.getRawAuthority() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
