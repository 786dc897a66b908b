package org.mailkeep.kernel;

/// A message in the queue of outgoing and incoming mail.
///
/// @param value positive
public record QueueId(long value) {
  public QueueId {
    if (value <= 0) {
      throw new IllegalArgumentException("not a positive id: " + value);
    }
  }

  @Override
  public String toString() {
    return Ids.text(value);
  }
}
