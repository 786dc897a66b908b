package org.mailkeep.mailbox;

/// A mailbox that every account has from the start.
///
/// @param create whether it is made
/// @param subscribe whether it is subscribed when it is made
public record DefaultFolder(Role role, String name, boolean create, boolean subscribe) {}
