package org.mailkeep.closing;

import java.util.List;

/// A class of tests that ran.
///
/// @param module where it lies: `ejb/store/sql`
/// @param name of the class, without its package
/// @param tests that it has, with those that were skipped
/// @param skipped tests of it that were skipped
/// @param seconds that it took
record Suite(String module, String name, int tests, List<Skip> skipped, double seconds) {
  Suite {
    skipped = List.copyOf(skipped);
  }

  /// A test that decided by itself not to run.
  ///
  /// @param test its name
  /// @param reason in its own words
  record Skip(String test, String reason) {}
}
