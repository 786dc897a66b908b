package org.mailkeep.mailbox;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What somebody noted of a mailbox or of the server (RFC 5464).
///
/// @param name in lower case, below `/shared` or `/private`
/// @param value null for one that is to be removed
public record Annotation(String name, byte @Nullable [] value) {
  /// What everybody sees who may see the mailbox.
  public static final String SHARED = "/shared/";

  /// What the one alone sees who wrote it.
  public static final String PRIVATE = "/private/";

  /// The special use of a mailbox (RFC 6154 §4): its role, which everybody sees and the owner sets.
  public static final String SPECIAL_USE = "/private/specialuse";

  /// Whether everybody sees it.
  boolean isShared() {
    return name.startsWith(SHARED);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Annotation that
        && name.equals(that.name)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + Arrays.hashCode(value);
  }
}
