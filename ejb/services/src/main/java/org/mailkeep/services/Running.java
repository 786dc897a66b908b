package org.mailkeep.services;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.imap.ImapListener;
import org.mailkeep.wire.pop3.Pop3Listener;
import org.mailkeep.wire.smtp.SmtpListener;

/// What runs now, for beans that the container makes and that cannot be handed anything: set by
/// [Server] alone, and gone with the application's class loader.
final class Running {
  private static final AtomicReference<@Nullable Composition> NOW = new AtomicReference<>();

  private Running() {}

  static void is(@Nullable Composition composition) {
    NOW.set(composition);
  }

  /// @throws IllegalStateException when nothing runs; callers answer their client with a temporary
  ///   failure
  static Composition composition() {
    Composition composition = NOW.get();
    if (composition == null) {
      throw new IllegalStateException("the server is not running");
    }
    return composition;
  }

  static SmtpListener smtp() {
    return composition().smtp();
  }

  static ImapListener imap() {
    return composition().imap();
  }

  static Pop3Listener pop3() {
    return composition().pop3();
  }
}
