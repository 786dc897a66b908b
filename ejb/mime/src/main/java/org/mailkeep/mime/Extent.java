package org.mailkeep.mime;

/// Where an entity lies in its message. All offsets count bytes from the start of the outermost
/// message, so that any piece can be served from the stored blob without reading it again.
///
/// @param headerStart first byte of the header
/// @param bodyStart first byte after the header and its empty line, which it has not when the line
///   belongs to a boundary
/// @param end first byte after the body; the line end before a boundary belongs to the boundary
///   (RFC 2046 §5.1.1)
/// @param lines line ends within the body
public record Extent(long headerStart, long bodyStart, long end, int lines) {
  public Extent {
    if (headerStart < 0 || bodyStart < headerStart || end < bodyStart || lines < 0) {
      throw new IllegalArgumentException("not an extent");
    }
  }

  /// Bytes of the header with its empty line, if it has one.
  public long headerSize() {
    return bodyStart - headerStart;
  }

  /// Bytes of the body as transferred.
  public long bodySize() {
    return end - bodyStart;
  }
}
