package org.mailkeep.mailbox;

/// How setting annotations ended.
public sealed interface AnnotationResult {
  /// All are set.
  record Done() implements AnnotationResult {}

  /// There is no such mailbox.
  record NoMailbox() implements AnnotationResult {}

  /// The mailbox cannot have that special use (RFC 6154 §4); nothing was set.
  ///
  /// @param reason for people
  record NoUse(String reason) implements AnnotationResult {}

  /// There would be more than this; nothing was set.
  record TooMany(int most) implements AnnotationResult {}
}
