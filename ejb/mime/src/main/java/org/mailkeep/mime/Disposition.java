package org.mailkeep.mime;

import java.util.Optional;

/// How a part wants to be shown (RFC 2183).
///
/// @param kind in lower case, such as `inline` or `attachment`
public record Disposition(String kind, Parameters parameters) {
  /// The decoded file name, when there is one.
  public Optional<String> filename() {
    return parameters.value("filename");
  }
}
