package org.mailkeep.directory.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Address;

/// Whom a group or a list stands for.
///
/// @param members each once; their order means nothing
/// @param owner who looks after a list and gets what cannot be delivered to its members (RFC 5321
///   §3.9.2); null for the postmaster of its domain
public record Roster(List<Member> members, @Nullable Address owner) {
  /// Nobody.
  public static final Roster EMPTY = new Roster(List.of(), null);

  public Roster {
    members = members.stream().distinct().toList();
  }

  /// The same with other members.
  public Roster withMembers(List<Member> others) {
    return new Roster(others, owner);
  }

  /// The same with another owner.
  public Roster withOwner(@Nullable Address other) {
    return new Roster(members, other);
  }
}
