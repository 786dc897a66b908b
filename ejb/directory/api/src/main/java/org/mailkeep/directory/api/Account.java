package org.mailkeep.directory.api;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;

/// Someone who has mail here, or who looks after the server. Carries no secrets.
///
/// @param id local, stable, never used again
/// @param login the name to log in with: the primary address, or a bare name such as `admin`
/// @param name what people call them; may be empty
/// @param address the primary address, or null when the account receives no mail
/// @param quota how much it may keep
/// @param roles names of its roles, such as `user` and `admin`
/// @param enabled whether it may log in; mail is kept for a disabled account
public record Account(
    AccountId id,
    String login,
    String name,
    @Nullable Address address,
    Quota quota,
    Set<String> roles,
    boolean enabled) {
  public Account {
    roles = Set.copyOf(roles);
    if (login.isBlank()) {
      throw new IllegalArgumentException("account " + id + " without a login name");
    }
  }

  /// The same with more roles.
  public Account withRoles(Set<String> more) {
    var all = new HashSet<>(roles);
    all.addAll(more);
    return new Account(id, login, name, address, quota, all, enabled);
  }

  /// How much an account may keep.
  ///
  /// @param bytes octets of messages, `Long.MAX_VALUE` for no limit
  /// @param messages how many messages, `Long.MAX_VALUE` for no limit
  public record Quota(long bytes, long messages) {
    /// No limit.
    public static final Quota UNLIMITED = new Quota(Long.MAX_VALUE, Long.MAX_VALUE);

    public Quota {
      if (bytes < 0 || messages < 0) {
        throw new IllegalArgumentException("negative quota");
      }
    }

    /// A limit on octets only.
    public static Quota ofBytes(long bytes) {
      return new Quota(bytes, Long.MAX_VALUE);
    }
  }
}
