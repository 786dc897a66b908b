package org.mailkeep.dns;

import java.util.HexFormat;

/// A certificate association (RFC 6698 §2.1).
///
/// @param data as it stands in the record
public record Tlsa(int usage, int selector, int matching, byte[] data) {
  @Override
  public String toString() {
    return usage + " " + selector + " " + matching + " " + HexFormat.of().formatHex(data);
  }
}
