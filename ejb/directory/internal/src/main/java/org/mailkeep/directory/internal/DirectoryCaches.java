package org.mailkeep.directory.internal;

import org.mailkeep.kernel.Cache;

/// How the directory's caches are bounded.
///
/// @param domains hosted domains and others that were asked for
/// @param addresses names and whose they are, or that they are nobody's
/// @param accounts accounts by id
/// @param known accounts of foreign directories, by key and by id
/// @param logins logins that succeeded
/// @param rememberLogins whether a login that succeeded is remembered
public record DirectoryCaches(
    Cache.Spec domains,
    Cache.Spec addresses,
    Cache.Spec accounts,
    Cache.Spec known,
    Cache.Spec logins,
    boolean rememberLogins) {}
