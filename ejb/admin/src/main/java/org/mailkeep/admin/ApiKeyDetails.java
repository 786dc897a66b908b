package org.mailkeep.admin;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.auth.ApiKey;
import org.mailkeep.auth.Permission;

/// A key of the API as administrators see it.
///
/// @param permissions what it may do
/// @param secret the whole key, only when it has just been made; else null
public record ApiKeyDetails(ApiKey key, Set<Permission> permissions, @Nullable String secret) {
  @Override
  public String toString() {
    return "ApiKeyDetails[" + key + "]";
  }
}
