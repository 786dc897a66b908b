package org.mailkeep.mime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rare fields of an entity, each as written and unfolded, null when absent.
///
/// @param id Content-ID with its angle brackets (RFC 2045 §7)
/// @param description Content-Description (RFC 2045 §8)
/// @param md5 Content-MD5 (RFC 1864)
/// @param location Content-Location (RFC 2557 §4)
/// @param languages tags of Content-Language (RFC 3282), in their order
public record Labels(
    @Nullable String id,
    @Nullable String description,
    @Nullable String md5,
    @Nullable String location,
    List<String> languages) {
  /// An entity without any of them.
  public static final Labels NONE = new Labels(null, null, null, null, List.of());

  public Labels {
    languages = List.copyOf(languages);
  }
}
