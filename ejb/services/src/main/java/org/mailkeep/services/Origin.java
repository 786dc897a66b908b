package org.mailkeep.services;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a browser reaches us.
///
/// @param url scheme and host, without a path
public record Origin(URI url) {
  /// As the settings say, or else the request.
  ///
  /// @return empty when the request names no host
  public static Optional<Origin> of(HttpServletRequest request, Optional<URI> url) {
    return url.or(() -> asked(request)).map(Origin::new);
  }

  private static Optional<URI> asked(HttpServletRequest request) {
    try {
      URI whole = URI.create(request.getRequestURL().toString());
      return whole.getHost() == null
          ? Optional.empty()
          : Optional.of(URI.create(whole.getScheme() + "://" + whole.getRawAuthority()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Whether nobody reads along.
  public boolean isSecure() {
    return "https".equals(url.getScheme());
  }

  /// Whether a secret may be given to the browser: by TLS, or on this machine.
  public boolean mayKeepSecrets() {
    String host = url.getHost();
    return isSecure()
        || host.equals("localhost")
        || host.equals("127.0.0.1")
        || host.equals("[::1]");
  }

  /// A place here.
  public URI at(String path) {
    return url.resolve(path);
  }

  /// Who sends a request, also through proxies.
  static InetAddress remote(HttpServletRequest request, Forwarding forwarding) {
    return forwarding.client(
        peer(request), lines(request, "X-Forwarded-For"), lines(request, "Forwarded"));
  }

  private static List<String> lines(HttpServletRequest request, String header) {
    @Nullable Enumeration<String> lines = request.getHeaders(header);
    return lines == null ? List.of() : Collections.list(lines);
  }

  private static InetAddress peer(HttpServletRequest request) {
    @Nullable String address = request.getRemoteAddr();
    try {
      return address == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      return InetAddress.getLoopbackAddress();
    }
  }
}
