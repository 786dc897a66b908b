package org.mailkeep.credentials;

import org.jspecify.annotations.Nullable;

/// A password as it is stored. Safe for many threads.
@FunctionalInterface
interface StoredSecret {
  /// Whether this is the password it was made from; takes as long for a wrong one as for the right.
  boolean matches(byte[] password);

  /// Reads one kind of stored secret.
  @FunctionalInterface
  interface Format {
    /// Reads what follows the name of the format.
    ///
    /// @return null when the text is not of this format or asks for more work than is sensible
    @Nullable StoredSecret read(String text);
  }
}
