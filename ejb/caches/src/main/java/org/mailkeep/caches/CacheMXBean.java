package org.mailkeep.caches;

/// A cache as management clients see it, named `org.mailkeep:type=Cache,name=NAME`.
public interface CacheMXBean {
  /// Its name.
  String getName();

  /// Entries that it holds.
  long getEntries();

  /// Entries that it holds at most.
  long getLimit();

  /// Seconds for which an entry is good, or -1 for as long as there is room.
  long getTimeToLive();

  /// Look-ups that it answered.
  long getHits();

  /// Look-ups that it could not answer.
  long getMisses();

  /// Of all look-ups the part that it answered, 0 before the first.
  double getHitRatio();

  /// Entries that it dropped for room.
  long getEvictions();

  /// Forgets all.
  void clear();
}
