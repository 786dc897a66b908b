package org.mailkeep.admin;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.mailkeep.directory.api.Listing;
import org.mailkeep.directory.api.Page;

/// Makes pages of lists that are small enough to be read whole.
final class Pages {
  private Pages() {}

  /// @param name by which they are ordered and found
  static <T> Page<T> of(List<T> all, Function<T, String> name, Listing listing) {
    String part = listing.filter().toLowerCase(Locale.ROOT);
    List<T> matching =
        all.stream()
            .filter(item -> name.apply(item).toLowerCase(Locale.ROOT).contains(part))
            .sorted(Comparator.comparing(name))
            .toList();
    List<T> rest =
        matching.stream()
            .filter(item -> name.apply(item).compareTo(listing.after()) > 0)
            .skip(listing.skip())
            .toList();
    List<T> items = rest.subList(0, Math.min(rest.size(), listing.limit()));
    boolean more = items.size() < rest.size();
    return new Page<>(items, matching.size(), more ? name.apply(items.getLast()) : "");
  }
}
