package org.mailkeep.services;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A list of which parts are fetched from the web. It is made anew once when another version was
/// fetched; meanwhile others ask the one before, or wait when that lacks a part. Safe for many
/// threads.
final class FetchedTable implements MemoryLists.Table {
  private final List<Supplier<Optional<MemoryLists.Fetched>>> sources;
  private final Function<List<Optional<MemoryLists.Fetched>>, Made> maker;
  private final ReentrantLock making = new ReentrantLock();
  private volatile @Nullable Kept kept;

  /// A table of what was fetched last.
  ///
  /// @param whole whether no part of it lacks
  record Made(MemoryLists.Table table, boolean whole) {}

  private record Kept(List<Long> versions, Made made) {}

  /// @param sources that are asked for what was fetched last
  /// @param maker makes a table of what they answer
  FetchedTable(
      List<Supplier<Optional<MemoryLists.Fetched>>> sources,
      Function<List<Optional<MemoryLists.Fetched>>, Made> maker) {
    this.sources = List.copyOf(sources);
    this.maker = maker;
  }

  @Override
  public Optional<String> find(String key) {
    return table().find(key);
  }

  private MemoryLists.Table table() {
    List<Long> versions = versions(known());
    Kept before = kept;
    if (before != null && before.versions().equals(versions)) {
      return before.made().table();
    }
    if (before == null || !before.made().whole()) {
      making.lock();
      try {
        return made();
      } finally {
        making.unlock();
      }
    }
    if (!making.tryLock()) {
      return before.made().table();
    }
    try {
      return made();
    } finally {
      making.unlock();
    }
  }

  /// Of what is known by now: it may be more than before the lock was there.
  private MemoryLists.Table made() {
    List<Optional<MemoryLists.Fetched>> known = known();
    List<Long> versions = versions(known);
    Kept now = kept;
    if (now == null || !now.versions().equals(versions)) {
      now = new Kept(versions, maker.apply(known));
      kept = now;
    }
    return now.made().table();
  }

  private List<Optional<MemoryLists.Fetched>> known() {
    return sources.stream().map(Supplier::get).toList();
  }

  private static List<Long> versions(List<Optional<MemoryLists.Fetched>> known) {
    return known.stream().map(text -> text.map(MemoryLists.Fetched::version).orElse(0L)).toList();
  }
}
