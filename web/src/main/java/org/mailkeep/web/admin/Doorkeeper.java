package org.mailkeep.web.admin;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.List;
import org.mailkeep.auth.Permission;

/// Lets through who has the permission that an operation [Needs]. An operation that says nothing is
/// for nobody, but [OpenApiResource], which is for anyone.
@Provider
public class Doorkeeper implements ContainerRequestFilter {
  @Inject private Desk desk;

  @SuppressWarnings("NullAway.Init") // the container's
  @Context
  private ResourceInfo operation;

  @Override
  public void filter(ContainerRequestContext request) {
    if (operation.getResourceClass() == OpenApiResource.class) {
      return;
    }
    List<Permission> needed = needed(operation.getResourceMethod());
    if (needed.isEmpty()) {
      request.abortWith(Problem.of(403, "this is for nobody").response());
    } else if (needed.stream().noneMatch(desk.caller()::may)) {
      desk.caller()
          .missing(needed.getFirst())
          .ifPresent(missing -> request.abortWith(Problem.missing(missing).response()));
    }
  }

  static List<Permission> needed(Method method) {
    Needs needs = method.getAnnotation(Needs.class);
    return needs == null ? List.of() : List.of(needs.value());
  }
}
