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
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mailkeep.auth.BrowserSession;
import org.mailkeep.auth.SignIns;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.wire.sasl.Negotiate;
import org.mailkeep.wire.sasl.Negotiate.Outcome.Known;
import org.mailkeep.wire.sasl.Proof;

/// How HTTP clients log in: Basic (RFC 7617), Bearer (RFC 6750) or Negotiate (RFC 4559) where there
/// is a key for tickets, anew with each request, or the cookie of a browser that has signed in. A
/// request with a cookie that changes something carries the session's token, too, which pages of
/// others cannot know. A refusal is a problem document (RFC 9457).
@ApplicationScoped
public class HttpLogin implements HttpAuthenticationMechanism {
  /// Carries the token of a session.
  public static final String GUARD = "X-CSRF-Token";

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Duration SOON = Duration.ofSeconds(5);

  @Inject private IdentityStoreHandler stores;
  @Inject private Management management;

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    String header = request.getHeader("Authorization");
    if (header == null) {
      return byCookie(request, response, context);
    }
    Optional<Credentials> credentials =
        AuthorizationField.read(header).or(() -> byTicket(header, response));
    if (credentials.isEmpty()) {
      return challenge(response);
    }
    InetAddress remote = management.remote(request);
    if (remote.equals(Forwarding.NOWHERE)) {
      return refuse(
          response, ProblemDocument.malformed("a proxy does not tell where the request is from"));
    }
    var wait = new AtomicReference<@Nullable Duration>();
    CredentialValidationResult result =
        stores.validate(new HttpCredential(credentials.get(), remote, wait));
    Duration most = wait.get();
    if (most != null) {
      return throttled(response, most);
    }
    return switch (result.getStatus()) {
      case VALID -> context.notifyContainerAboutLogin(result);
      case INVALID -> refused(response, credentials.get());
      case NOT_VALIDATED -> unavailable(response);
    };
  }

  /// The reply is by which the client knows us (RFC 4559 §4.2).
  private Optional<Credentials> byTicket(String header, HttpServletResponse response) {
    Optional<byte[]> ticket = AuthorizationField.ticket(header);
    Optional<Negotiate> negotiate = management.negotiate();
    if (ticket.isEmpty()
        || negotiate.isEmpty()
        || !(negotiate.get().accept(ticket.get()) instanceof Known(var principal, var reply))) {
      return Optional.empty();
    }
    if (reply.length > 0) {
      response.setHeader(
          "WWW-Authenticate", "Negotiate " + Base64.getEncoder().encodeToString(reply));
    }
    return Optional.of(new Credentials.Vouched(principal, Proof.KERBEROS));
  }

  private AuthenticationStatus byCookie(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    try {
      SignIns signIns = management.signIns();
      boolean secure =
          Origin.of(request, signIns.rules().url()).filter(Origin::isSecure).isPresent();
      Optional<String> cookie = BrowserCookie.SESSION.of(request, secure);
      return cookie.isEmpty()
          ? nobody(response, context)
          : byCookie(signIns.find(cookie.get(), management.remote(request)), request, context);
    } catch (Management.NotRunning e) {
      return context.isProtected() ? unavailable(response) : context.doNothing();
    }
  }

  private AuthenticationStatus byCookie(
      SignIns.Known known, HttpServletRequest request, HttpMessageContext context) {
    HttpServletResponse response = context.getResponse();
    return switch (known) {
      case SignIns.Known.Present(var caller, var session) ->
          isGuarded(request, session)
              ? context.notifyContainerAboutLogin(DirectoryIdentityStore.accepted(caller))
              : unguarded(response, context);
      case SignIns.Known.Nobody() -> nobody(response, context);
      case SignIns.Known.Unavailable _ ->
          context.isProtected() ? unavailable(response) : context.doNothing();
    };
  }

  private static boolean isGuarded(HttpServletRequest request, BrowserSession session) {
    @Nullable String guard = request.getHeader(GUARD);
    return SAFE.contains(request.getMethod()) || (guard != null && session.isGuardedBy(guard));
  }

  private static AuthenticationStatus unguarded(
      HttpServletResponse response, HttpMessageContext context) {
    return context.isProtected()
        ? refuse(
            response,
            ProblemDocument.forbidden(GUARD + " has to carry the token that /auth/session tells"))
        : context.doNothing();
  }

  private AuthenticationStatus nobody(HttpServletResponse response, HttpMessageContext context) {
    return context.isProtected() ? challenge(response) : context.doNothing();
  }

  /// Who showed a token hears that the token is why (RFC 6750 §3.1).
  private AuthenticationStatus refused(HttpServletResponse response, Credentials credentials) {
    if (credentials instanceof Credentials.Bearer) {
      response.addHeader("WWW-Authenticate", "Bearer realm=\"Mailkeep\", error=\"invalid_token\"");
    }
    return challenge(response);
  }

  private AuthenticationStatus challenge(HttpServletResponse response) {
    if (management.negotiate().isPresent()) {
      response.addHeader("WWW-Authenticate", "Negotiate");
    }
    response.addHeader("WWW-Authenticate", "Basic realm=\"Mailkeep\", charset=\"UTF-8\"");
    return refuse(response, ProblemDocument.unauthorized("log in with name and password"));
  }

  private static AuthenticationStatus throttled(HttpServletResponse response, Duration wait) {
    return refuse(response, ProblemDocument.tooMany("too many failed logins"), wait);
  }

  private static AuthenticationStatus unavailable(HttpServletResponse response) {
    return refuse(response, ProblemDocument.unavailable("logins cannot be checked now"), SOON);
  }

  private static AuthenticationStatus refuse(
      HttpServletResponse response, ProblemDocument problem, Duration pause) {
    response.setHeader("Retry-After", Long.toString(Math.max(1, pause.toSeconds())));
    return refuse(response, problem);
  }

  private static AuthenticationStatus refuse(
      HttpServletResponse response, ProblemDocument problem) {
    try {
      problem.to(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return AuthenticationStatus.SEND_FAILURE;
  }
}
