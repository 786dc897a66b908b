package org.mailkeep.store.s3;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.spi.BlobBackend;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Blobs as objects of a bucket.
public final class S3Backend implements BlobBackend {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final Bucket bucket;
  private final int part;

  private S3Backend(Bucket bucket, int part) {
    this.bucket = bucket;
    this.part = part;
  }

  /// Opens a bucket, which must exist.
  ///
  /// @throws StoreException when it cannot be used; names the setting
  public static S3Backend open(S3Config config) {
    S3Config.Place place = config.place();
    var bucket =
        new Bucket(Clients.of(config), place.bucket(), place.prefix(), new Failures(config.id()));
    try {
      bucket.probe();
    } catch (SdkException e) {
      bucket.close();
      throw refusal(config, e);
    }
    return new S3Backend(bucket, Math.toIntExact(config.exchange().part().bytes()));
  }

  @Override
  public Upload begin(String key) {
    return new S3Upload(bucket, key, part);
  }

  @Override
  public byte @Nullable [] read(String key, long offset, int length) {
    return bucket.get(key, "bytes=" + offset + "-" + (offset + length - 1));
  }

  @Override
  public byte @Nullable [] last(String key, int length) {
    return bucket.get(key, "bytes=-" + length);
  }

  @Override
  public void delete(String key) {
    bucket.delete(key);
  }

  @Override
  public void abandon(String key) {
    bucket.begunParts(key).forEach(upload -> bucket.dropParts(key, upload));
    bucket.delete(key);
  }

  @Override
  public List<String> list(String after, int limit) {
    return bucket.list(after, limit);
  }

  @Override
  public List<String> foreign(int limit) {
    return bucket.foreign(limit);
  }

  @Override
  public void close() {
    bucket.close();
  }

  private static StoreException refusal(S3Config config, SdkException e) {
    String store = "store." + config.id();
    String bucket = config.place().bucket();
    if (e instanceof S3Exception answer && answer.statusCode() == NOT_FOUND) {
      return new StoreException.Unavailable(store + ".bucket: there is no bucket " + bucket, e);
    }
    if (e instanceof S3Exception answer && answer.statusCode() == FORBIDDEN) {
      String code = Failures.code(answer);
      String key = code.equals("SignatureDoesNotMatch") ? ".secret-key: " : ".access-key: ";
      return new StoreException.Unavailable(
          store + key + "the server does not let us use bucket " + bucket + ": " + code, e);
    }
    String key = Failures.reason(e).contains("rofile") ? ".profile: " : ".endpoint: ";
    return new StoreException.Unavailable(
        store + key + "bucket " + bucket + ": " + Failures.reason(e), e);
  }
}
