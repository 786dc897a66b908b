package org.mailkeep.wire.imap;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An entry of METADATA and its value (RFC 5464 §3).
///
/// @param name in lower case, as entries are the same in any case
/// @param value null for NIL; not copied
public record MetadataEntry(String name, byte @Nullable [] value) {
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MetadataEntry that
        && name.equals(that.name)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + Arrays.hashCode(value);
  }
}
