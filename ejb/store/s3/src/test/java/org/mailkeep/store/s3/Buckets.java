package org.mailkeep.store.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.store.servers.CephServer;
import org.mailkeep.store.servers.S3ProxyServer;

/// The servers that the tests of this module share; each is started when it is first asked for and
/// ends with the JVM.
final class Buckets {
  private static final AtomicInteger PREFIXES = new AtomicInteger();
  private static @Nullable S3ProxyServer s3proxy;
  private static @Nullable CephServer ceph;

  private Buckets() {}

  static synchronized S3ProxyServer s3proxy() {
    S3ProxyServer server = s3proxy;
    if (server == null) {
      try {
        server = S3ProxyServer.started();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      s3proxy = server;
    }
    return server;
  }

  static synchronized CephServer ceph() {
    CephServer server = ceph;
    if (server == null) {
      try {
        server = CephServer.started();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      try (var client = Clients.of(config(server.endpoint()))) {
        client.createBucket(it -> it.bucket(S3ProxyServer.BUCKET));
      }
      ceph = server;
    }
    return server;
  }

  /// An empty part of the bucket.
  static S3Config config(String endpoint) {
    return config(endpoint, S3ProxyServer.SECRET_KEY, S3ProxyServer.BUCKET);
  }

  static S3Config config(String endpoint, String secret, String bucket) {
    return config(endpoint, secret, bucket, new ServerTrust.Usual());
  }

  static S3Config config(String endpoint, String secret, String bucket, ServerTrust trust) {
    return new S3Config(
        "bucket",
        new S3Config.Place(
            bucket,
            "us-east-1",
            Optional.of(URI.create(endpoint)),
            "test" + PREFIXES.incrementAndGet() + "/",
            true,
            trust),
        new S3Config.Login.Keys(S3ProxyServer.ACCESS_KEY, secret, Optional.empty()),
        exchange(S3Config.Checksums.REQUIRED));
  }

  static S3Config.Exchange exchange(S3Config.Checksums checksums) {
    return new S3Config.Exchange(Duration.ofSeconds(20), 3, S3Config.LEAST_PART, checksums);
  }

  static S3Config with(S3Config config, S3Config.Exchange exchange) {
    return new S3Config(config.id(), config.place(), config.login(), exchange);
  }
}
