package org.mailkeep.kernel;

/// A conversation within its account (RFC 8474 `THREADID`).
///
/// @param value positive
public record ThreadId(long value) {
  public ThreadId {
    if (value <= 0) {
      throw new IllegalArgumentException("not a positive id: " + value);
    }
  }

  @Override
  public String toString() {
    return Ids.text(value);
  }
}
