package org.mailkeep.wire.imap;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Capability names, kept as the bytes that go out; made once per kind of session and shared.
public final class Capabilities {
  private final List<String> names;
  private final byte[] line;

  /// @param names such as `IMAP4rev2`, in the order to be told
  public Capabilities(List<String> names) {
    this.names = List.copyOf(names);
    this.line = String.join(" ", names).getBytes(StandardCharsets.US_ASCII);
  }

  /// The names.
  public List<String> names() {
    return names;
  }

  /// The names with spaces between them; shared, not to be changed.
  byte[] line() {
    return line;
  }

  @Override
  public String toString() {
    return String.join(" ", names);
  }
}
