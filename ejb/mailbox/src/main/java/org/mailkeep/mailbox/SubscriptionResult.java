package org.mailkeep.mailbox;

/// How subscribing to a name ended.
public sealed interface SubscriptionResult {
  /// The user is subscribed to it.
  record Done() implements SubscriptionResult {}

  /// No mailbox can have the name (RFC 5530 `CANNOT`).
  ///
  /// @param reason for people
  record BadName(String reason) implements SubscriptionResult {}

  /// The account has as many subscriptions as it may have (RFC 5530 `LIMIT`).
  ///
  /// @param most how many
  record TooMany(int most) implements SubscriptionResult {}
}
