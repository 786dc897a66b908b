package org.mailkeep.store.s3;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.spi.BlobBackend;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The requests that we make, each with its failures as callers know them.
record Bucket(S3Client client, String name, String prefix, Failures failures)
    implements AutoCloseable {
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int MOST_LISTED = 1_000;

  /// @param range as RFC 9110 §14.2 has it
  byte @Nullable [] get(String key, String range) {
    return ask("reading " + key, () -> octets(key, range)).octets();
  }

  void put(String key, RequestBody octets) {
    ask("writing " + key, () -> client.putObject(to -> to.bucket(name).key(prefix + key), octets));
  }

  void delete(String key) {
    ask("deleting " + key, () -> client.deleteObject(it -> it.bucket(name).key(prefix + key)));
  }

  /// Begins an object that comes in parts.
  String beginParts(String key) {
    return ask(
            "writing " + key,
            () -> client.createMultipartUpload(it -> it.bucket(name).key(prefix + key)))
        .uploadId();
  }

  CompletedPart putPart(String key, String upload, int number, RequestBody octets) {
    String tag =
        ask(
                "writing " + key,
                () ->
                    client.uploadPart(
                        to -> to.bucket(name).key(prefix + key).uploadId(upload).partNumber(number),
                        octets))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  void endParts(String key, String upload, List<CompletedPart> parts) {
    ask(
        "writing " + key,
        () ->
            client.completeMultipartUpload(it ->
                it.bucket(name)
                    .key(prefix + key)
                    .uploadId(upload)
                    .multipartUpload(all -> all.parts(parts))));
  }

  void dropParts(String key, String upload) {
    ask(
        "deleting " + key,
        () ->
            client.abortMultipartUpload(it -> it.bucket(name).key(prefix + key).uploadId(upload)));
  }

  /// The uploads of an object that were begun and neither ended nor dropped.
  List<String> begunParts(String key) {
    return ask(
            "reading the uploads of " + key,
            () -> client.listMultipartUploads(it -> it.bucket(name).prefix(prefix + key)))
        .uploads()
        .stream()
        .filter(upload -> upload.key().equals(prefix + key))
        .map(MultipartUpload::uploadId)
        .toList();
  }

  /// Keys of our form, in order.
  List<String> list(String after, int limit) {
    return list(after, limit, this::isOurs);
  }

  /// Keys of any other form, in order.
  List<String> foreign(int limit) {
    return list("", limit, key -> !isOurs(key));
  }

  private List<String> list(String after, int limit, Predicate<String> wanted) {
    List<String> keys = new ArrayList<>();
    String last = prefix + after;
    while (keys.size() < limit) {
      String from = last;
      List<S3Object> page = page(from);
      page.stream().map(S3Object::key).filter(wanted).forEach(keys::add);
      if (page.size() < MOST_LISTED) {
        break;
      }
      last = page.getLast().key();
    }
    return keys.stream().limit(limit).map(key -> key.substring(prefix.length())).toList();
  }

  private List<S3Object> page(String after) {
    return ask(
            "listing",
            () ->
                client.listObjectsV2(it -> {
                  it.bucket(name).prefix(prefix).maxKeys(MOST_LISTED);
                  if (!after.isEmpty()) {
                    it.startAfter(after);
                  }
                }))
        .contents();
  }

  private boolean isOurs(String key) {
    return BlobBackend.isKey(key.substring(prefix.length()));
  }

  /// Asks for something whose refusal comes with words.
  ///
  /// @throws SdkException when it cannot be reached, is not there, or refuses us
  void probe() {
    whole(() -> client.listObjectsV2(it -> it.bucket(name).prefix(prefix).maxKeys(1)));
  }

  @Override
  public void close() {
    client.close();
  }

  private record Octets(byte @Nullable [] octets) {}

  private Octets octets(String key, String range) {
    try {
      return new Octets(
          client
              .getObjectAsBytes(it -> it.bucket(name).key(prefix + key).range(range))
              .asByteArrayUnsafe());
    } catch (NoSuchKeyException e) {
      return new Octets(null);
    } catch (S3Exception e) {
      if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
        return new Octets(new byte[0]);
      }
      throw e;
    }
  }

  private <T> T ask(String tried, Supplier<T> request) {
    try {
      return whole(request);
    } catch (SdkException e) {
      throw failures.of(tried, e);
    } catch (IllegalStateException e) {
      throw failures.closed(e);
    }
  }

  /// The SDK fails otherwise than it says where an answer ends before its body begins.
  private static <T> T whole(Supplier<T> request) {
    try {
      return request.get();
    } catch (UncheckedIOException e) {
      throw SdkClientException.create("broken answer", e);
    }
  }
}
