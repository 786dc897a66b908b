package org.mailkeep.store.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.ServerTrust;

/// How a bucket is opened.
///
/// @param id of the store in the settings, for messages
/// @param place the bucket
/// @param login who asks
/// @param exchange how requests are made
public record S3Config(String id, Place place, Login login, Exchange exchange) {
  /// The smallest part that S3 takes of an object, except for the last.
  public static final DataSize LEAST_PART = new DataSize(5L << 20);

  /// A bucket.
  ///
  /// @param endpoint where its server is; empty for Amazon's own
  /// @param prefix begins the key of each object
  /// @param pathStyle whether the bucket is named in the path, not in the host
  /// @param trust whose certificates are taken for the server's
  public record Place(
      String bucket,
      String region,
      Optional<URI> endpoint,
      String prefix,
      boolean pathStyle,
      ServerTrust trust) {}

  /// Who asks.
  public sealed interface Login {
    /// By keys.
    ///
    /// @param token of a session, when the keys are temporary
    record Keys(String access, String secret, Optional<String> token) implements Login {
      @Override
      public String toString() {
        return "Keys[" + access + "]";
      }
    }

    /// A profile of `~/.aws`.
    record Profile(String name) implements Login {}

    /// Whatever the environment says: variables, a web identity, the machine's role.
    record Surroundings() implements Login {}
  }

  /// Which requests carry checksums beside their signature.
  public enum Checksums {
    /// Each that can.
    SUPPORTED,
    /// Only those that must: all that Ceph takes.
    REQUIRED
  }

  /// How requests are made.
  ///
  /// @param timeout of a request with its retries
  /// @param retries of a request that failed for the moment
  /// @param part octets of a part of a large object
  public record Exchange(Duration timeout, int retries, DataSize part, Checksums checksums) {
    public Exchange {
      if (part.compareTo(LEAST_PART) < 0) {
        throw new IllegalArgumentException("parts of " + part.bytes());
      }
    }
  }
}
