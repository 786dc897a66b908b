package org.mailkeep.mime;

/// What the reader is willing to note down of one message. Beyond a limit it reads on and notes
/// less; it never fails and never spends more than linear time.
///
/// @param depth how deep parts may nest; a deeper container is noted as one opaque part
/// @param parts how many parts are noted in all; what follows belongs to the last container
/// @param headerFields how many fields of one header are looked at
/// @param headerBytes how many bytes of one header are looked at
/// @param fieldBytes how many bytes of one field are kept
public record MimeLimits(int depth, int parts, int headerFields, int headerBytes, int fieldBytes) {
  /// The limits when nothing is configured.
  public static final MimeLimits DEFAULT = new MimeLimits(20, 1000, 1000, 1 << 20, 64 << 10);

  public MimeLimits {
    if (depth < 1 || parts < 1 || headerFields < 1 || headerBytes < 1 || fieldBytes < 80) {
      throw new IllegalArgumentException("limits must be positive, a field at least 80 bytes");
    }
  }
}
