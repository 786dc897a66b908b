package org.mailkeep.store.s3;

import java.time.Duration;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// Makes clients of the SDK as the settings want them.
final class Clients {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  private Clients() {}

  static S3Client of(S3Config config) {
    S3Config.Exchange exchange = config.exchange();
    S3Config.Place place = config.place();
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(place.region()))
            .forcePathStyle(place.pathStyle())
            .credentialsProvider(credentials(config.login()))
            // An answer before the octets are sent saves little and costs a round trip. A body in
            // signed chunks, which checksums come with, confuses Ceph when it is empty.
            .serviceConfiguration(settings ->
                settings
                    .expectContinueEnabled(false)
                    .chunkedEncodingEnabled(exchange.checksums() == S3Config.Checksums.SUPPORTED))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .tlsTrustManagersProvider(() -> new TrustManager[] {place.trust().judge()})
                    .connectionTimeout(shorter(exchange.timeout(), LONGEST_CONNECT))
                    .socketTimeout(exchange.timeout()))
            .overrideConfiguration(settings ->
                settings
                    .apiCallTimeout(exchange.timeout())
                    .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(exchange.retries() + 1)
                            .build()));
    checksums(builder, exchange.checksums());
    place.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private static void checksums(S3ClientBuilder builder, S3Config.Checksums checksums) {
    switch (checksums) {
      case SUPPORTED ->
          builder
              .requestChecksumCalculation(RequestChecksumCalculation.WHEN_SUPPORTED)
              .responseChecksumValidation(ResponseChecksumValidation.WHEN_SUPPORTED);
      case REQUIRED ->
          builder
              .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
              .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    }
  }

  private static AwsCredentialsProvider credentials(S3Config.Login login) {
    return switch (login) {
      case S3Config.Login.Keys(var access, var secret, var token) ->
          StaticCredentialsProvider.create(
              token.isPresent()
                  ? AwsSessionCredentials.create(access, secret, token.get())
                  : AwsBasicCredentials.create(access, secret));
      case S3Config.Login.Profile(var name) -> ProfileCredentialsProvider.create(name);
      case S3Config.Login.Surroundings() -> DefaultCredentialsProvider.builder().build();
    };
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
