package org.mailkeep.web.admin;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/// All that `/api` consists of.
@ApplicationPath("/api")
public class AdminApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        AccountResource.class,
        AuditResource.class,
        CacheResource.class,
        DomainResource.class,
        HistoryResource.class,
        MailResource.class,
        MailboxRightsResource.class,
        NetworkResource.class,
        OpenApiResource.class,
        PrincipalResource.class,
        QueueResource.class,
        ServerResource.class,
        StoreResource.class,
        TaskResource.class,
        TroubleshootResource.class,
        UndeleteResource.class,
        Guard.class,
        Doorkeeper.class,
        ProblemMapper.class);
  }

  /// OPTIONS tells the methods, and nothing in a language of the container's.
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
