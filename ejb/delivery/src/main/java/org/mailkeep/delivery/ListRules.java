package org.mailkeep.delivery;

import java.time.InstantSource;

/// How mail for mailing lists goes on.
///
/// @param hostname our name, fully qualified
/// @param recipients that one posting may have
public record ListRules(String hostname, int recipients, InstantSource clock) {}
