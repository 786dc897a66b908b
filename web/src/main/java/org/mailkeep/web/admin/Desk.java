package org.mailkeep.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import java.io.InputStream;
import org.mailkeep.admin.Administration;
import org.mailkeep.admin.ApiSettings;
import org.mailkeep.auth.Caller;
import org.mailkeep.services.LoggedIn;
import org.mailkeep.services.Management;

/// What every resource needs: the operations, who calls, and the body, bounded.
@ApplicationScoped
public class Desk {
  @Inject private Management management;
  @Inject private SecurityContext security;

  /// All that can be managed.
  Administration administration() {
    return management.administration();
  }

  /// Who sent the request.
  Caller caller() {
    return security.getPrincipalsByType(LoggedIn.class).stream()
        .findFirst()
        .map(LoggedIn::caller)
        .orElseThrow(() -> new SecurityException("nobody is logged in"));
  }

  /// How much a request may ask.
  ApiSettings.ApiLimits limits() {
    return management.limits();
  }

  /// The request's body.
  Body body(InputStream in) {
    return Body.read(in, management.limits().maxRequestSize());
  }
}
