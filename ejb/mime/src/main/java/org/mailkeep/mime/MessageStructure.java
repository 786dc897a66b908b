package org.mailkeep.mime;

import java.util.List;
import java.util.Objects;

/// What the reader notes about a message: the tree of its parts with offsets, the envelope of each
/// message in it, and the ids it refers to.
///
/// @param root the message itself; its envelope is never null
/// @param size bytes of the whole message
/// @param references message ids of the References field without brackets, oldest first (RFC 5322
///   §3.6.4)
public record MessageStructure(Part root, long size, List<String> references) {
  public MessageStructure {
    Objects.requireNonNull(root.envelope(), "a message has an envelope");
    references = List.copyOf(references);
  }

  /// The envelope of the message itself.
  public Envelope envelope() {
    return Objects.requireNonNull(root.envelope());
  }
}
