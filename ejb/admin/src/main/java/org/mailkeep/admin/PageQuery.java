package org.mailkeep.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.mailkeep.directory.api.Listing;

/// Which part of a list is asked for.
///
/// @param filter what must occur in a name; empty for all
/// @param after the name behind which to begin, as a page before gave it; empty for the start
/// @param page counted from 1
/// @param limit items of a page
public record PageQuery(String filter, String after, int page, int limit) {
  /// Items of a page when nobody says.
  public static final int USUAL_LIMIT = 100;

  /// The first page of all.
  public static final PageQuery FIRST = new PageQuery("", "", 1, USUAL_LIMIT);

  /// How many items come before the page.
  int skip() {
    return (int) Math.min(Listing.MAX_SKIP, (page - 1L) * limit);
  }

  /// Does something with the list's part, when it makes sense.
  <T> Outcome<T> with(Function<Listing, Outcome<T>> operation) {
    List<FieldError> errors = errors();
    return errors.isEmpty()
        ? operation.apply(new Listing(filter, after, skip(), limit))
        : new Outcome.Invalid<>(errors);
  }

  /// What makes no sense of it.
  List<FieldError> errors() {
    var errors = new ArrayList<FieldError>();
    if (page < 1) {
      errors.add(new FieldError("page", "must be at least 1"));
    }
    if (limit < 1 || limit > Listing.MAX_LIMIT) {
      errors.add(new FieldError("limit", "must be from 1 to " + Listing.MAX_LIMIT));
    }
    if (errors.isEmpty() && (page - 1L) * limit > Listing.MAX_SKIP) {
      errors.add(new FieldError("page", "is too far; go on from the last page's next"));
    }
    return errors;
  }
}
