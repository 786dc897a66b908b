package org.mailkeep.web.metrics;

import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.mailkeep.admin.ApiSettings.ApiLimits;
import org.mailkeep.auth.Permission;
import org.mailkeep.services.LoggedIn;
import org.mailkeep.services.Management;

/// `/metrics`: everything that is counted and measured. For callers that may view the server, and
/// for clients on this machine when the setting says so.
@WebServlet(urlPatterns = {"/metrics", "/metrics/prometheus"})
public class MetricsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Management management;
  @Inject private transient SecurityContext security;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      answer(request, response, management.limits());
    } catch (Management.NotRunning e) {
      refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the server is not running");
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, ApiLimits limits)
      throws IOException {
    if (!limits.metrics()) {
      refuse(response, HttpServletResponse.SC_NOT_FOUND, "metrics are switched off");
    } else if (mayRead() || (limits.metricsOnLoopback() && isHere(request))) {
      response.setContentType("text/plain; version=0.0.4; charset=utf-8");
      response.setHeader("Cache-Control", "no-store");
      response.getOutputStream().write(management.metrics().getBytes(StandardCharsets.UTF_8));
    } else {
      response.setHeader("WWW-Authenticate", "Basic realm=\"Mailkeep\", charset=\"UTF-8\"");
      refuse(response, HttpServletResponse.SC_UNAUTHORIZED, "log in with name and password");
    }
  }

  private static void refuse(HttpServletResponse response, int status, String why)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.getOutputStream().write((why + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private boolean mayRead() {
    Set<LoggedIn> principals = security.getPrincipalsByType(LoggedIn.class);
    return principals.stream().anyMatch(p -> p.caller().may(Permission.METRICS_GET));
  }

  /// A request that a proxy on this machine passes on comes from elsewhere.
  private static boolean isHere(HttpServletRequest request) {
    try {
      return request.getHeader("Forwarded") == null
          && request.getHeader("X-Forwarded-For") == null
          && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
