package org.mailkeep.directory.api;

import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;

/// A mailing list, as far as delivery needs to know it.
///
/// @param address under which it is posted to
/// @param name what people call it; may be empty
/// @param owner who gets what cannot be delivered to its members (RFC 5321 §3.9.2); null for the
///   postmaster of its domain
public record MailingList(AccountId id, Address address, String name, @Nullable Address owner) {}
