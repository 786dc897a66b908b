package org.mailkeep.admin;

import org.mailkeep.directory.api.Principal;

/// An account, and what it holds.
///
/// @param usedBytes octets of its messages
/// @param usedMessages how many they are
public record AccountDetails(Principal principal, long usedBytes, long usedMessages) {}
