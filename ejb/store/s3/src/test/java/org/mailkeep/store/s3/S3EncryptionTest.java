package org.mailkeep.store.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.kernel.Authorities;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.servers.S3ProxyServer;
import org.mailkeep.store.servers.TestAuthority;

/// A server whose certificate is of an authority that nobody knows but who is told.
final class S3EncryptionTest {
  private static final byte[] BLOB = {1, 2, 3};
  private static final String KEY = "0a".repeat(16);

  @Test
  void aCertificateIsVerifiedUnlessAnyWillDo(@TempDir Path folder) throws IOException {
    String theirs = Files.readString(TestAuthority.in(folder).certificate());
    try (var server = S3ProxyServer.startedWithTls()) {
      ServerTrust ours = authorities(server.authority());
      for (ServerTrust trust : List.of(ours, new ServerTrust.Anyone())) {
        try (var bucket = S3Backend.open(config(server.endpoint(), trust))) {
          bucket.put(KEY, BLOB);
          assertArrayEquals(BLOB, bucket.last(KEY, 3));
        }
      }
      for (ServerTrust trust : List.of(authorities(theirs), new ServerTrust.Usual())) {
        isRefused(config(server.endpoint(), trust), "is not trusted, unless tls.ca names");
      }
      isRefused(
          config(server.endpoint().replace("127.0.0.1", "localhost"), ours),
          "No name matching localhost found");
    }
  }

  private static ServerTrust authorities(String pem) {
    return new ServerTrust.Private(Authorities.of(pem));
  }

  private static S3Config config(String endpoint, ServerTrust trust) {
    return Buckets.config(endpoint, S3ProxyServer.SECRET_KEY, S3ProxyServer.BUCKET, trust);
  }

  private static void isRefused(S3Config config, String because) {
    var refused =
        assertThrows(StoreException.Unavailable.class, () -> S3Backend.open(config).close());
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("store.bucket."), message);
    assertTrue(message.contains(because), message);
  }
}
