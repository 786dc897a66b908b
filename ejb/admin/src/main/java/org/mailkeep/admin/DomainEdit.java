package org.mailkeep.admin;

import org.jspecify.annotations.Nullable;

/// What becomes of a domain; null leaves it as it is.
///
/// @param description for people; may be empty
/// @param aliasOf the domain whose addresses are those of this one; empty for none
/// @param tenant whose it is; empty for the domain alone
public record DomainEdit(
    @Nullable String description, @Nullable String aliasOf, @Nullable String tenant) {}
