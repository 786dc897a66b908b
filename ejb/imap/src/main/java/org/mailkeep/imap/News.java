package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.wire.imap.Response;

/// What happened since the last answer, and the client did not do itself.
final class News {
  private News() {}

  /// Where all may be told: NOOP, CHECK, IDLE.
  static List<Response> of(Session session) {
    Optional<Watching> watching = session.watching();
    if (watching.isPresent() && session.wire().listening()) {
      return watching.get().look(true);
    }
    List<Response> others = watching.map(Watching::others).orElse(List.of());
    SelectedMailbox selected = session.selectedOrNull();
    if (selected == null) {
      return others;
    }
    // last, as it moves the client's view on: nothing may fail after it
    List<Response> news = new ArrayList<>(selected.catchUp());
    news.addAll(others);
    return news;
  }

  /// While the client waits for it: in IDLE, and with NOTIFY also between its commands.
  static List<Response> pending(Session session) {
    Optional<Watching> watching = session.watching();
    return watching.isPresent() && !session.idling() && session.wire().listening()
        ? watching.get().look(false)
        : of(session);
  }
}
