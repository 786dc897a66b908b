package org.mailkeep.dns;

import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.DomainName;

/// A mail exchanger.
///
/// @param preference lower is better
/// @param exchange its host, or null for the root, which says that no mail is taken (RFC 7505 §3)
public record Mx(int preference, @Nullable DomainName exchange) {}
