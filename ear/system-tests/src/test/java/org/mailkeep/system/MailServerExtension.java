package org.mailkeep.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands tests the one server that the whole run shares: started when the first test asks for it,
/// stopped when the run ends. A test class uses it with `@ExtendWith(MailServerExtension.class)`
/// and a parameter of type [MailServer].
///
/// Tests that share it make accounts of their own, and neither stop nor reconfigure it.
public final class MailServerExtension implements ParameterResolver {

  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(MailServerExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == MailServer.class;
  }

  @Override
  public MailServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .computeIfAbsent("shared", _ -> new Shared(), Shared.class)
        .server;
  }

  private static final class Shared implements AutoCloseable {
    private final MailServer server;

    Shared() {
      try {
        Path target = MailServer.house().resolve("ear/system-tests/target");
        Files.createDirectories(target);
        server = MailServer.in(Files.createTempDirectory(target, "shared-"));
        server.start();
      } catch (IOException e) {
        throw new ParameterResolutionException("no server", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ParameterResolutionException("interrupted", e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
