package org.mailkeep.system.stores;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.store.servers.S3ProxyServer;

final class S3Test {
  private static S3ProxyServer server;

  @TempDir Path folder = Path.of("");

  @BeforeAll
  static void startServer() throws IOException {
    server = S3ProxyServer.started();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Test
  void mailFlows() throws IOException, InterruptedException {
    new OutsideScenario(folder, settings()).mailFlows(server::objects);
  }

  private static String settings() {
    return """
    storage.blob = "objects"
    [store.objects]
    type = "s3"
    bucket = "%s"
    region = "us-east-1"
    endpoint = "%s"
    key-prefix = "mail/"
    access-key = "%s"
    secret-key = "%s"
    """
        .formatted(
            S3ProxyServer.BUCKET,
            server.endpoint(),
            S3ProxyServer.ACCESS_KEY,
            S3ProxyServer.SECRET_KEY);
  }
}
