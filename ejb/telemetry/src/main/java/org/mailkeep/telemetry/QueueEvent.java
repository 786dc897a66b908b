package org.mailkeep.telemetry;

import java.time.Duration;
import java.time.Instant;

/// Accepted mail on its way. `queue` is the message's number in the queue.
public sealed interface QueueEvent extends Event {

  /// The queue found this many messages at start.
  record Restored(long messages, Duration took) implements QueueEvent {}

  /// A message is in the queue.
  @At(Level.DEBUG)
  record Queued(String queue, String from, int recipients, long size) implements QueueEvent {}

  /// A recipient is served.
  record Delivered(String queue, String to, String reply) implements QueueEvent {}

  /// A recipient must wait for the next try.
  record Deferred(String queue, String to, String reason, Instant next) implements QueueEvent {}

  /// A recipient will never be served.
  record Failed(String queue, String to, String reason) implements QueueEvent {}

  /// A message for a mailing list goes on as one of the list's own.
  ///
  /// @param posting the number under which that one is queued
  record Posted(String queue, String posting, String list, int recipients) implements QueueEvent {}

  /// A report to the sender was made.
  ///
  /// @param report the number under which the report itself is queued
  record Reported(String queue, String report, @Label String kind) implements QueueEvent {}

  /// A report could not be delivered; nobody is told.
  @At(Level.WARN)
  record DoubleBounce(String queue, String to, String reason) implements QueueEvent {}

  /// Something of ours failed, and what it was about is tried again or left for the next start.
  ///
  /// @param queue the message, or empty when it is about the queue itself
  @At(Level.ERROR)
  record Trouble(String queue, String reason) implements QueueEvent {}

  /// Nothing more to do for a message.
  @At(Level.DEBUG)
  record Done(String queue, Duration took) implements QueueEvent {}

  /// Someone took a message out, or asked for a try now.
  record Changed(String queue, String by, String change) implements QueueEvent {}
}
