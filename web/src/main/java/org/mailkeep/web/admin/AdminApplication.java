package org.mailkeep.web.admin;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/// All that `/api` consists of.
@ApplicationPath("/api")
public class AdminApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        AccountResource.class,
        CacheResource.class,
        DomainResource.class,
        OpenApiResource.class,
        PrincipalResource.class,
        QueueResource.class,
        ServerResource.class,
        Guard.class,
        ProblemMapper.class);
  }
}
