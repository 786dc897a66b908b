package org.mailkeep.history;

import java.util.List;

/// A part of a list, the latest first.
///
/// @param total how many there are in all
/// @param next the id behind which the next part begins; empty when there is none
public record Part<T>(List<T> items, long total, String next) {
  public Part {
    items = List.copyOf(items);
  }
}
