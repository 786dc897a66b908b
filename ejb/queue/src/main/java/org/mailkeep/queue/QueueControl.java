package org.mailkeep.queue;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.QueueId;

/// What an administrator does with the queue. Safe for many threads.
public interface QueueControl {
  /// The most messages that one page holds.
  int MAX_PAGE = 1_000;

  /// Messages that match, oldest first. A page may be short, even empty, though more follow: see
  /// [Page#next].
  ///
  /// @param after the last page's [Page#next], or null for the first page
  /// @param limit 1 to [#MAX_PAGE]
  Page list(QueueFilter filter, @Nullable QueueId after, int limit);

  /// All about one message.
  Optional<QueuedMessage> show(QueueId id);

  /// Tries all waiting recipients of a message now, and those that are being tried once more at
  /// once if that attempt fails for the time being.
  ///
  /// @return whether there is such a message
  boolean retry(QueueId id);

  /// Gives a message up without any report.
  ///
  /// @return whether there was such a message; false also while an attempt's commit won the race
  boolean cancel(QueueId id);

  /// Gives one recipient of a message up without any report.
  ///
  /// @return whether the message had the recipient still waiting
  boolean cancel(QueueId id, Address recipient);

  /// Begins no new attempts, until [#resume]. Mail is accepted on. It lasts until the server stops.
  void pause();

  /// Goes on.
  void resume();

  /// How the queue fares now.
  Condition condition();

  /// A part of a list.
  ///
  /// @param next where the next page starts after, or null when this is the last
  record Page(List<QueuedMessage> messages, @Nullable QueueId next) {
    public Page {
      messages = List.copyOf(messages);
    }
  }

  /// How a queue fares.
  ///
  /// @param paused whether no attempts begin
  /// @param attempts in progress
  /// @param waiting messages handed to workers and not yet begun
  record Condition(boolean paused, int attempts, int waiting) {}
}
