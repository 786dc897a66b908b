package org.mailkeep.services;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Credentials;

/// How HTTP clients log in: Basic (RFC 7617) or Bearer (RFC 6750), anew with each request. A
/// refusal is a problem document (RFC 9457).
@ApplicationScoped
public class HttpLogin implements HttpAuthenticationMechanism {
  @Inject private IdentityStoreHandler stores;

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    String header = request.getHeader("Authorization");
    if (header == null) {
      return context.isProtected() ? challenge(response) : context.doNothing();
    }
    Optional<Credentials> credentials = AuthorizationField.read(header);
    if (credentials.isEmpty()) {
      return challenge(response);
    }
    CredentialValidationResult result =
        stores.validate(new HttpCredential(credentials.get(), remote(request)));
    return switch (result.getStatus()) {
      case VALID -> context.notifyContainerAboutLogin(result);
      case INVALID -> challenge(response);
      case NOT_VALIDATED -> unavailable(response);
    };
  }

  private static AuthenticationStatus challenge(HttpServletResponse response) {
    response.setHeader("WWW-Authenticate", "Basic realm=\"Mailkeep\", charset=\"UTF-8\"");
    return refuse(response, 401, "Unauthorized", "log in with name and password");
  }

  private static AuthenticationStatus unavailable(HttpServletResponse response) {
    response.setHeader("Retry-After", "5");
    return refuse(response, 503, "Service Unavailable", "logins cannot be checked now");
  }

  private static AuthenticationStatus refuse(
      HttpServletResponse response, int status, String title, String detail) {
    String problem =
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
            .formatted(title, status, detail);
    try {
      response.setStatus(status);
      response.setContentType("application/problem+json");
      response.setHeader("Cache-Control", "no-store");
      response.getOutputStream().write(problem.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return AuthenticationStatus.SEND_FAILURE;
  }

  private static InetAddress remote(HttpServletRequest request) {
    @Nullable String address = request.getRemoteAddr();
    try {
      return address == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      return InetAddress.getLoopbackAddress();
    }
  }
}
