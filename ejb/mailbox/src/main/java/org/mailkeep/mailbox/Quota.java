package org.mailkeep.mailbox;

/// What an account may hold and what it holds. A limit of 0 is none.
public record Quota(long maxBytes, long maxMessages, long bytes, long messages) {
  /// Limits of an account.
  ///
  /// @param bytes 0 for none
  /// @param messages 0 for none
  public record Limits(long bytes, long messages) {
    /// Nothing is limited.
    public static final Limits NONE = new Limits(0, 0);
  }

  /// Whether so much more fits.
  public boolean accepts(long moreBytes, long moreMessages) {
    return (maxBytes == 0 || bytes + moreBytes <= maxBytes)
        && (maxMessages == 0 || messages + moreMessages <= maxMessages);
  }
}
