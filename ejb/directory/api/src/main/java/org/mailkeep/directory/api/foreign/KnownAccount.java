package org.mailkeep.directory.api.foreign;

import java.time.Instant;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.AccountId;

/// An account of a foreign directory that was seen here.
///
/// @param id local, never used again
/// @param directory the id of its directory in the settings
/// @param identity its key there, and its login name when it was seen last
/// @param since when it was seen first
public record KnownAccount(AccountId id, String directory, Identity identity, Instant since) {}
