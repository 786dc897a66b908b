package org.mailkeep.admin;

import java.util.Optional;
import org.mailkeep.auth.Caller;

/// What a caller is told of themselves.
///
/// @param caller who they are and what they may do
/// @param details their account; empty when they have none, as an administrator of the
///   configuration
public record OwnAccount(Caller caller, Optional<AccountDetails> details) {}
