package org.mailkeep.kernel;

/// An account: local, stable for ever, never used again.
///
/// @param value positive
public record AccountId(long value) {
  public AccountId {
    if (value <= 0) {
      throw new IllegalArgumentException("not a positive id: " + value);
    }
  }

  @Override
  public String toString() {
    return Ids.text(value);
  }
}
