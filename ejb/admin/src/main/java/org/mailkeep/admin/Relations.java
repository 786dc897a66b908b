package org.mailkeep.admin;

import java.util.List;

/// Names and addresses of those with whom an entry of the directory has to do.
///
/// @param members entries that it stands for
/// @param external addresses elsewhere that it stands for
/// @param groups that it is in
public record Relations(List<String> members, List<String> external, List<String> groups) {
  /// Nobody, or nobody has asked.
  public static final Relations NONE = new Relations(List.of(), List.of(), List.of());

  public Relations {
    members = List.copyOf(members);
    external = List.copyOf(external);
    groups = List.copyOf(groups);
  }
}
