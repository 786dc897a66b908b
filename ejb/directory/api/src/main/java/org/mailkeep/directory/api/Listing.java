package org.mailkeep.directory.api;

import java.util.Set;

/// Which part of a list is wanted.
///
/// @param filter what a name must contain, in any case; empty for all
/// @param after the name behind which to begin; empty for the start
/// @param skip how many to leave out after that
/// @param limit the most that come back
/// @param kinds of entries that are wanted; empty for all, and of no concern to domains
public record Listing(String filter, String after, int skip, int limit, Set<PrincipalKind> kinds) {
  /// The most that one page holds.
  public static final int MAX_LIMIT = 1_000;

  /// The most that can be left out; whoever wants to go further asks by name.
  public static final int MAX_SKIP = 100_000;

  public Listing {
    kinds = Set.copyOf(kinds);
    if (skip < 0 || skip > MAX_SKIP || limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("skip " + skip + ", limit " + limit);
    }
  }

  /// Entries of any kind.
  public Listing(String filter, String after, int skip, int limit) {
    this(filter, after, skip, limit, Set.of());
  }

  /// The same of these kinds only.
  public Listing of(Set<PrincipalKind> some) {
    return new Listing(filter, after, skip, limit, some);
  }

  /// Whether all are wanted.
  public boolean isAll() {
    return filter.isEmpty() && kinds.isEmpty();
  }

  /// The first so many.
  public static Listing first(int limit) {
    return new Listing("", "", 0, limit);
  }
}
