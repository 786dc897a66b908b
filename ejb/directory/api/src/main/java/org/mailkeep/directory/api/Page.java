package org.mailkeep.directory.api;

import java.util.List;

/// A part of a list.
///
/// @param items in the list's order
/// @param total how many there are in all; with a filter, how many were found before the search
///   reached its bound
/// @param next the name behind which the next page begins; empty when this is the last
public record Page<T>(List<T> items, long total, String next) {
  public Page {
    items = List.copyOf(items);
  }
}
