package org.mailkeep.services;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.admin.Administration;
import org.mailkeep.admin.ApiSettings.ApiLimits;
import org.mailkeep.auth.Logins;
import org.mailkeep.auth.SignIns;
import org.mailkeep.wire.sasl.Negotiate;

/// What the HTTP interfaces call: the operations on the server that runs now, as the composition
/// root hands them over.
@ApplicationScoped
public class Management {
  private final AtomicReference<@Nullable Managed> now = new AtomicReference<>();

  /// The server as the HTTP interfaces see it.
  ///
  /// @param negotiate takes tickets of Kerberos; empty when there is no key for them
  /// @param forwarding asked anew for each request
  /// @param limits asked anew for each request
  /// @param metrics in the text format of Prometheus
  record Managed(
      Administration administration,
      Logins logins,
      SignIns signIns,
      Optional<Negotiate> negotiate,
      Supplier<Forwarding> forwarding,
      Supplier<ApiLimits> limits,
      Supplier<String> metrics) {}

  /// No server runs; the client is told to try again.
  public static final class NotRunning extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotRunning() {
      super("the server is not running");
    }
  }

  /// From now on this is managed; nothing when it is null.
  void manage(@Nullable Managed managed) {
    now.set(managed);
  }

  /// All that can be managed.
  ///
  /// @throws NotRunning while no server runs
  public Administration administration() {
    return managed().administration();
  }

  /// Checks credentials.
  ///
  /// @throws NotRunning while no server runs
  public Logins logins() {
    return managed().logins();
  }

  /// Signs browsers in.
  ///
  /// @throws NotRunning while no server runs
  public SignIns signIns() {
    return managed().signIns();
  }

  /// Takes tickets of Kerberos; empty when that is not configured, or no server runs.
  Optional<Negotiate> negotiate() {
    Managed managed = now.get();
    return managed == null ? Optional.empty() : managed.negotiate();
  }

  /// Who sends a request, also through proxies; while no server runs none are believed.
  public InetAddress remote(HttpServletRequest request) {
    Managed managed = now.get();
    return Origin.remote(request, managed == null ? Forwarding.NONE : managed.forwarding().get());
  }

  /// The limits of the HTTP interfaces.
  ///
  /// @throws NotRunning while no server runs
  public ApiLimits limits() {
    return managed().limits().get();
  }

  /// Metrics in the text format of Prometheus.
  ///
  /// @throws NotRunning while no server runs
  public String metrics() {
    return managed().metrics().get();
  }

  private Managed managed() {
    Managed managed = now.get();
    if (managed == null) {
      throw new NotRunning();
    }
    return managed;
  }
}
