package org.mailkeep.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.auth.SignIns;
import org.mailkeep.services.BrowserCookie;
import org.mailkeep.services.Management;
import org.mailkeep.services.Origin;
import org.mailkeep.services.ProblemDocument;

/// A browser that asks for something.
record Browser(
    SignIns signIns,
    Origin origin,
    InetAddress remote,
    HttpServletRequest request,
    HttpServletResponse response) {
  /// Where it may have to wait for others.
  static final Duration SOON = Duration.ofSeconds(5);

  /// What is done for it.
  interface Work {
    void run(Browser browser) throws IOException;
  }

  /// Does something for a browser that can keep a secret.
  static void serve(
      Management management, HttpServletRequest request, HttpServletResponse response, Work work)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Content-Type-Options", "nosniff");
    try {
      SignIns signIns = management.signIns();
      Optional<Origin> origin = Origin.of(request, signIns.rules().url());
      if (origin.filter(Origin::mayKeepSecrets).isEmpty()) {
        ProblemDocument.forbidden("browsers sign in by https alone").to(response);
      } else {
        work.run(new Browser(signIns, origin.get(), management.remote(request), request, response));
      }
    } catch (Management.NotRunning e) {
      ProblemDocument.unavailable("the server is not running").to(response, SOON);
    }
  }

  /// A parameter; empty when it is missing.
  String parameter(String name) {
    @Nullable String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  String cookie(BrowserCookie kind) {
    return kind.of(request, origin.isSecure()).orElse("");
  }

  void give(BrowserCookie kind, String value, Duration age) {
    kind.give(response, value, age, origin.isSecure());
  }

  void take(BrowserCookie kind) {
    kind.take(response, origin.isSecure());
  }

  /// Sends it on (RFC 9110 §15.4.4).
  void send(URI where) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", where.toString());
  }

  void refuse(ProblemDocument problem) throws IOException {
    problem.to(response);
  }

  void refuse(ProblemDocument problem, Duration pause) throws IOException {
    problem.to(response, pause);
  }
}
