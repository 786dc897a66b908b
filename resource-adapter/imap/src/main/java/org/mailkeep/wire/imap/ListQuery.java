package org.mailkeep.wire.imap;

import java.util.List;
import java.util.Set;

/// What LIST asks (RFC 9051 §6.3.9, RFC 5258, RFC 5819, RFC 6154).
///
/// @param extended whether the client used the extended syntax
/// @param select which mailboxes, besides those that patterns match
/// @param patterns at least one; `*` and `%` are wildcards
/// @param returns what to tell besides the names
/// @param status what to tell by STATUS of each; empty for nothing
public record ListQuery(
    boolean extended,
    Set<Selection> select,
    String reference,
    List<String> patterns,
    Set<Return> returns,
    List<StatusItem> status) {
  /// Collections are copied.
  public ListQuery {
    select = Set.copyOf(select);
    patterns = List.copyOf(patterns);
    returns = Set.copyOf(returns);
    status = List.copyOf(status);
  }

  /// LIST as RFC 3501 has it.
  public static ListQuery plain(String reference, String pattern) {
    return new ListQuery(false, Set.of(), reference, List.of(pattern), Set.of(), List.of());
  }

  /// Selection options.
  public enum Selection {
    /// Only subscribed names, existing or not.
    SUBSCRIBED,
    /// Also mailboxes on other servers.
    REMOTE,
    /// Also parents of what matches.
    RECURSIVEMATCH,
    /// Only mailboxes with a special use.
    SPECIAL_USE
  }

  /// Return options.
  public enum Return {
    /// Whether each is subscribed.
    SUBSCRIBED,
    /// Whether each has children.
    CHILDREN,
    /// The special use of each.
    SPECIAL_USE,
    /// The rights that the client has on each; RFC 8440.
    MYRIGHTS
  }
}
