package org.mailkeep.mailbox;

import java.util.List;

/// What a change of flags did.
///
/// @param changed messages whose flags are new, ascending by UID
/// @param unchanged messages that had those flags already, ascending by UID
/// @param modified messages left alone since they changed after `unchangedSince` (RFC 7162 §3.1.3
///   `MODIFIED`)
/// @param refused messages left alone since they would have more or longer keywords than they may
public record FlagResult(
    List<Entry> changed, List<Entry> unchanged, UidSet modified, UidSet refused) {
  /// A message and its flags now.
  public record Entry(int uid, Flags flags, long modSeq) {}

  public FlagResult {
    changed = List.copyOf(changed);
    unchanged = List.copyOf(unchanged);
  }
}
