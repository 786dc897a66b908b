package org.mailkeep.web.admin;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/// Keeps other sites' pages from acting with a browser's remembered password, and caches from
/// keeping answers.
@Provider
public class Guard implements ContainerRequestFilter, ContainerResponseFilter {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN = Set.of("same-origin", "none");

  /// Fetch Metadata: a browser says where a request comes from; other clients say nothing.
  @Override
  public void filter(ContainerRequestContext request) {
    String site = request.getHeaderString("Sec-Fetch-Site");
    if (site != null && !OWN.contains(site) && !SAFE.contains(request.getMethod())) {
      request.abortWith(Problem.of(403, "the request comes from another site").response());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    response.getHeaders().putSingle("Cache-Control", "no-store");
    response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
  }
}
