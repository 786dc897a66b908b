package org.mailkeep.mailbox;

/// A mailbox as a session selected it.
///
/// @param recentFrom messages with this UID or a higher one are `\Recent` in this session (RFC 3501
///   §2.3.2)
public record Selected(MailboxView view, int recentFrom) {}
