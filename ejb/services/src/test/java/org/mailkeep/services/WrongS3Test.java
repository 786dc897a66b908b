package org.mailkeep.services;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.store.servers.S3ProxyServer;

final class WrongS3Test {
  private static S3ProxyServer server;

  @TempDir static Path instance;

  @BeforeAll
  static void startServer() throws IOException {
    server = S3ProxyServer.started();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  private static TriedStore store() {
    return new TriedStore(
        instance,
        "blob",
        Map.of(
            "type",
            "\"s3\"",
            "region",
            "\"us-east-1\"",
            "endpoint",
            "\"" + server.endpoint() + "\"",
            "bucket",
            "\"" + S3ProxyServer.BUCKET + "\"",
            "access-key",
            "\"" + S3ProxyServer.ACCESS_KEY + "\"",
            "secret-key",
            "\"" + S3ProxyServer.SECRET_KEY + "\"",
            "timeout",
            "\"3s\"",
            "max-retries",
            "0"));
  }

  @Test
  void whatIsRightWorks() {
    store().works("key-prefix = \"mail/\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          bucket                                          | store.main.bucket     | needs it
          region                                          | store.main.region     | needs it
          bucket = "nowhere"                              | store.main.bucket     | there is no bucket nowhere
          bucket = "No Bucket"                            | store.main.bucket     | No Bucket
          access-key = "nobody"                           | store.main.access-key | does not let us use bucket mail
          secret-key = "wrong-secret"                     | store.main.secret-key | does not let us use bucket mail
          secret-key                                      | store.main.access-key | belong together
          access-key; secret-key; profile = "no-profile"  | store.main.profile    | no-profile
          endpoint = "http://no-such-host.invalid"        | store.main.endpoint   | no-such-host.invalid
          endpoint = "http://127.0.0.1:1"                 | store.main.endpoint   | refused
          endpoint = "s3.example.org"                     | store.main.endpoint   | must be an http or https URL
          """)
  void whatIsWrongIsNamed(String replaced, String key, String because) {
    store().isRefused(replaced, key, because);
  }

  @Test
  void encryptionThatTheServerHasNotIsNamed() {
    store()
        .isRefused(
            "endpoint = \"https://127.0.0.1:" + server.port() + "\"", "store.main.endpoint", "SSL");
  }
}
