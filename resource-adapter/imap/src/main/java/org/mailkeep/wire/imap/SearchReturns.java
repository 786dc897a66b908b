package org.mailkeep.wire.imap;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.imap.Command.SearchReturn;

/// How the results of SEARCH and SORT are told (RFC 9051 §6.4.4, RFC 5267 §3.1, RFC 9394 §3.1).
///
/// @param extended whether RETURN was given; without it the answer is a SEARCH or SORT response
/// @param items empty without RETURN
/// @param partial which of the results are told; null without PARTIAL
public record SearchReturns(
    boolean extended, Set<SearchReturn> items, @Nullable PartialRange partial) {
  /// Without RETURN.
  public static final SearchReturns PLAIN = new SearchReturns(false, Set.of(), null);

  /// All of them, in an ESEARCH response.
  public static final SearchReturns ALL = new SearchReturns(true, Set.of(SearchReturn.ALL), null);

  /// Items are copied.
  public SearchReturns {
    items = Set.copyOf(items);
  }

  /// Whether something is returned.
  public boolean has(SearchReturn item) {
    return items.contains(item);
  }
}
