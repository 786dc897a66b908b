package org.mailkeep.benchmarks;

import java.net.URI;
import org.mailkeep.store.servers.CephServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Buckets of S3, which Mailkeep does not make itself.
final class Buckets {
  private Buckets() {}

  /// Makes one on Ceph.
  static void make(String endpoint, String name) {
    try (S3Client client =
        S3Client.builder()
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(CephServer.ACCESS_KEY, CephServer.SECRET_KEY)))
            .endpointOverride(URI.create(endpoint))
            .build()) {
      client.createBucket(bucket -> bucket.bucket(name));
    }
  }
}
