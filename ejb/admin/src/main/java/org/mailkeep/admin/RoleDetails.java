package org.mailkeep.admin;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Role;
import org.mailkeep.kernel.AccountId;

/// A role as administrators see it.
///
/// @param id null for one that every server has
/// @param created null for one that every server has
/// @param permissions what its holders may do, with the roles in it
public record RoleDetails(
    @Nullable AccountId id, Role role, @Nullable Instant created, Set<Permission> permissions) {}
