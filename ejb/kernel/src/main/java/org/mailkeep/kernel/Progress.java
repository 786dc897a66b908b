package org.mailkeep.kernel;

import java.time.Duration;

/// What long work tells of itself while it runs, and how it hears that nobody wants it any more.
/// Whoever starts work hands one to it; the work calls it as often as it likes. Safe for many
/// threads.
///
/// Work that goes over things in order looks like this:
///
/// ```java
/// progress.begin("reading messages", count, "messages");
/// for (var page : pages) {
///   progress.check();
///   …
///   progress.advance(page.size());
/// }
/// ```
public interface Progress {
  /// How much there is to do is not known.
  long UNKNOWN = -1;

  /// Work that nobody watches or stops.
  Progress UNWATCHED = new Unwatched();

  /// Begins a part of the work; what is done is counted anew from zero.
  ///
  /// @param what readable, for whoever watches: `reading messages`
  /// @param total how much there is to do, or [#UNKNOWN]
  /// @param unit of what, in the plural: `messages`
  default void begin(String what, long total, String unit) {}

  /// So much more is done of what [#begin] told of.
  default void advance(long more) {}

  /// Says something readable of how it goes, in the place of what was said before.
  default void say(String message) {}

  /// Whether the work shall end as soon as it can, leaving everything usable.
  boolean cancelled();

  /// Ends the work when it shall end: to be called where that leaves everything usable.
  ///
  /// @throws Cancelled then; the work lets it pass
  default void check() {
    if (cancelled()) {
      throw new Cancelled();
    }
  }

  /// Waits, for less when the work is cancelled meanwhile.
  ///
  /// @throws Cancelled when the work shall end
  /// @throws InterruptedException when the thread is interrupted
  void pause(Duration time) throws InterruptedException;

  /// Work has ended because it was cancelled: no failure.
  final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Ends work.
    public Cancelled() {
      super("cancelled", null, false, false);
    }
  }

  /// Nobody watches, nobody stops.
  final class Unwatched implements Progress {
    private Unwatched() {}

    @Override
    public boolean cancelled() {
      return false;
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
      Thread.sleep(time);
    }
  }
}
