package org.mailkeep.system.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mailkeep.system.PlainDomain;

/// Starts a domain before Arquillian looks for it, and stops it after. Inside the container, where
/// the same test class runs again, it does nothing.
public final class PlainDomainExtension implements BeforeAllCallback, AfterAllCallback {
  private @Nullable PlainDomain domain;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
    String house = System.getProperty("house");
    if (house != null) {
      Path target = Files.createDirectories(Path.of(house, "ear/system-tests/target"));
      var started = PlainDomain.start(Files.createTempDirectory(target, "container-"));
      domain = started;
      System.setProperty("container.admin.port", Integer.toString(started.console()));
      System.setProperty("container.smtp.port", Integer.toString(started.ports().of("smtp")));
      System.setProperty("container.admin.password", PlainDomain.PASSWORD);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (domain != null) {
      domain.close();
    }
  }
}
