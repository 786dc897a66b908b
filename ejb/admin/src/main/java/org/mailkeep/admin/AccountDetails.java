package org.mailkeep.admin;

import org.mailkeep.directory.api.Principal;

/// An account, and what it holds.
///
/// @param usedBytes octets of its messages
/// @param usedMessages how many they are
/// @param relations with others; not told of entries of a list
public record AccountDetails(
    Principal principal, long usedBytes, long usedMessages, Relations relations) {
  /// An account of which no relations are told.
  public AccountDetails(Principal principal, long usedBytes, long usedMessages) {
    this(principal, usedBytes, usedMessages, Relations.NONE);
  }
}
