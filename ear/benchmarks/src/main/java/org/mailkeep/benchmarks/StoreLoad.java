package org.mailkeep.benchmarks;

import java.util.List;

/// One thing to do to a store, and what is measured of it.
interface StoreLoad {
  /// What it is called, as `--only` names it.
  String name();

  /// Runs it, warm-up included.
  ///
  /// @return nothing when the store does not serve the role
  List<Result> run(OpenStore store, Meter meter) throws Exception;
}
