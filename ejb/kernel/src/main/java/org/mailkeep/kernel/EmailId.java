package org.mailkeep.kernel;

/// A message within its account; kept by MOVE, new on COPY (RFC 8474 `EMAILID`).
///
/// @param value positive
public record EmailId(long value) {
  public EmailId {
    if (value <= 0) {
      throw new IllegalArgumentException("not a positive id: " + value);
    }
  }

  @Override
  public String toString() {
    return Ids.text(value);
  }
}
