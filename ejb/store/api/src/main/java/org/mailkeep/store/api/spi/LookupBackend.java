package org.mailkeep.store.api.spi;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.LookupStore;

/// A lookup store whose contents can be carried into another one.
public interface LookupBackend extends LookupStore {
  /// Facts that are read or written at once.
  int PAGE = 500;

  /// Hands over all that is of use, in pages. What changes meanwhile may be among it or not.
  void forEach(Consumer<List<LookupFact>> page);

  /// What is held at some places, in their order; null where that is nothing of use.
  List<@Nullable LookupFact> facts(List<LookupFact.Place> places);

  /// Holds facts as they were held elsewhere, whatever was there.
  void put(List<LookupFact> facts);

  /// Holds nothing at some places.
  void remove(List<LookupFact.Place> places);
}
