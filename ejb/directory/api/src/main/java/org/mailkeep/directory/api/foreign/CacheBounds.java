package org.mailkeep.directory.api.foreign;

import java.time.Duration;
import org.mailkeep.kernel.Cache;

/// How much is remembered of a foreign directory.
///
/// @param directory its id in the settings
/// @param entries of each kind
/// @param positive how long what was found is remembered
/// @param negative how long it is remembered that something is unknown
/// @param credentials how long a login that succeeded is remembered
public record CacheBounds(
    String directory, long entries, Duration positive, Duration negative, Duration credentials) {
  /// Of what was found.
  Cache.Spec found(String what) {
    return new Cache.Spec("directory-" + directory + "-" + what, entries, positive);
  }

  /// Of what is unknown.
  Cache.Spec unknown(String what) {
    return new Cache.Spec("directory-" + directory + "-" + what + "-unknown", entries, negative);
  }

  /// Of logins that succeeded.
  public Cache.Spec logins() {
    return new Cache.Spec("directory-" + directory + "-credentials", entries, credentials);
  }
}
