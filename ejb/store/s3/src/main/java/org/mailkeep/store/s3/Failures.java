package org.mailkeep.store.s3;

import java.util.Set;
import org.mailkeep.store.api.StoreException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What S3's errors mean to callers.
///
/// @param id of the store in the settings
record Failures(String id) {
  private static final Set<String> NO_ROOM =
      Set.of("QuotaExceeded", "XMinioStorageFull", "InsufficientStorage");
  private static final int INSUFFICIENT_STORAGE = 507;

  StoreException of(String tried, SdkException e) {
    String message = "store." + id + ": " + tried + ": " + reason(e);
    return isFull(e)
        ? new StoreException.Full(message, e)
        : new StoreException.Unavailable(message, e);
  }

  /// The client was closed before.
  StoreException closed(IllegalStateException e) {
    return new StoreException.Unavailable("store." + id + " is closed", e);
  }

  /// What a server, or the way to it, said.
  static String reason(SdkException e) {
    if (e instanceof S3Exception answer) {
      return "HTTP status " + answer.statusCode() + " " + code(answer);
    }
    Throwable cause = e.getCause();
    return String.valueOf(e.getMessage()) + (cause == null ? "" : " (" + cause.getMessage() + ")");
  }

  static String code(S3Exception e) {
    AwsErrorDetails details = e.awsErrorDetails();
    return details == null ? "" : String.valueOf(details.errorCode());
  }

  private static boolean isFull(SdkException e) {
    return e instanceof S3Exception answer
        && (answer.statusCode() == INSUFFICIENT_STORAGE || NO_ROOM.contains(code(answer)));
  }
}
