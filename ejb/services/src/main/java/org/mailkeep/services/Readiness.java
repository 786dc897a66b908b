package org.mailkeep.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.directory.api.DirectoryWatch;
import org.mailkeep.store.api.StoreState;
import org.mailkeep.store.api.StoreWatch;

/// Whether mail can flow.
///
/// @param reasons what keeps the server from being ready, readable; empty when it is ready
/// @param lasting whether waiting will not help: an operator has to do something
/// @param warnings what an operator should look at though mail flows, readable
public record Readiness(List<String> reasons, boolean lasting, List<String> warnings) {

  /// Mail can flow.
  public static final Readiness READY = new Readiness(List.of(), false, List.of());

  public Readiness {
    reasons = List.copyOf(reasons);
    warnings = List.copyOf(warnings);
  }

  /// Mail cannot flow now, for this reason, which may pass.
  public static Readiness waitingFor(String reason) {
    return new Readiness(List.of(reason), false, List.of());
  }

  /// What stores say: mail flows when each of them can be written and read, but for one that holds
  /// nothing but the full-text index: without it searches read mail instead.
  ///
  /// @param directories know how directories fare that others keep; mail flows while all serve
  /// @param index the id of such a store
  /// @param behind why the index learns nothing new, or why it is late
  static Readiness of(
      List<StoreWatch> watches,
      List<DirectoryWatch> directories,
      Optional<String> index,
      List<String> behind) {
    List<String> reasons = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (StoreWatch watch : watches) {
      String store = "store " + watch.name() + ": ";
      switch (watch.state()) {
        case StoreState.Open() -> {}
        case StoreState.Failing(var reason) ->
            (index.equals(Optional.of(watch.name())) ? warnings : reasons).add(store + reason);
        case StoreState.Damaged(var reason) -> warnings.add(store + reason);
      }
    }
    for (DirectoryWatch directory : directories) {
      directory.trouble().ifPresent(why -> reasons.add("directory " + directory.id() + ": " + why));
    }
    behind.forEach(words -> warnings.add("full-text index: " + words));
    return new Readiness(reasons, false, warnings);
  }

  /// The same, with more that an operator should look at.
  Readiness warning(List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    more.forEach(words -> all.add("history: " + words));
    return new Readiness(reasons, lasting, all);
  }

  /// The server cannot start, for these reasons.
  public static Readiness failed(List<String> reasons) {
    return new Readiness(reasons, true, List.of());
  }

  /// Whether nothing is missing.
  public boolean ready() {
    return reasons.isEmpty();
  }
}
