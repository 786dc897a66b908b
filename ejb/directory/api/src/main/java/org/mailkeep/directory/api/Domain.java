package org.mailkeep.directory.api;

import java.time.Instant;
import org.mailkeep.kernel.DomainName;

/// A domain whose mail is kept here.
///
/// @param description for people; may be empty
/// @param created when it was made
/// @param addresses how many addresses and catch-alls it has
public record Domain(DomainName name, String description, Instant created, long addresses) {}
