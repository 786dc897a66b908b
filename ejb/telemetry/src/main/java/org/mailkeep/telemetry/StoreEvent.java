package org.mailkeep.telemetry;

import java.time.Duration;

/// The stores.
public sealed interface StoreEvent extends Event {

  /// A store serves.
  record Opened(String store, String kind, Duration took) implements StoreEvent {}

  /// A store serves no more.
  record Closed(String store) implements StoreEvent {}

  /// An operation failed; what depends on it gives temporary failures.
  @At(Level.ERROR)
  record Failed(@Label String store, @Label String operation, String reason)
      implements StoreEvent {}

  /// The store has no room.
  @At(Level.ERROR)
  record Full(@Label String store, String reason) implements StoreEvent {}

  /// A record cannot be read; what it holds is out of reach, the rest is not.
  @At(Level.ERROR)
  record Corrupt(@Label String store, String record, String reason) implements StoreEvent {}

  /// The store cannot be written, or not read; mail does not flow until it can.
  @At(Level.ERROR)
  record Troubled(@Label String store, String reason) implements StoreEvent {}

  /// The store serves again.
  ///
  /// @param took since it did not
  record Recovered(@Label String store, Duration took) implements StoreEvent {}

  /// An operation took longer than it should.
  @At(Level.WARN)
  record Slow(@Label String store, @Label String operation, Duration took) implements StoreEvent {}

  /// Unused blobs were removed.
  @At(Level.DEBUG)
  record Purged(String store, long blobs, Duration took) implements StoreEvent {}

  /// Data of an older version was brought up to date.
  record Upgraded(String store, int from, int to) implements StoreEvent {}

  /// A list was fetched from the web.
  ///
  /// @param lines that it has
  record ListFetched(@Label String store, String address, int lines) implements StoreEvent {}

  /// A list could not be fetched from the web; what was fetched before it counts.
  @At(Level.WARN)
  record ListUnavailable(@Label String store, String address, String reason)
      implements StoreEvent {}

  /// A store took over what another one held.
  ///
  /// @param entries that were written to it
  /// @param pause for which commits waited
  record Moved(String store, String to, long entries, Duration pause) implements StoreEvent {}
}
