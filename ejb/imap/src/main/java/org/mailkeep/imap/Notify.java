package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.StatusItem;
import org.mailkeep.wire.imap.Watch;
import org.mailkeep.wire.imap.Watch.Event;
import org.mailkeep.wire.imap.Watch.Where;

/// NOTIFY (RFC 5465 §3.1).
final class Notify {
  private final MessageReading reading;

  Notify(MessageReading reading) {
    this.reading = reading;
  }

  Answer run(Session session, Command.Notify command, ExtensionRules.Notify limits) {
    List<Watch> watches = new ArrayList<>(command.watches());
    if (session.metadata()) {
      watches.addAll(metadata(session));
    }
    Optional<Watching> watching = Watching.begin(session, reading, limits, watches);
    if (watching.isEmpty()) {
      return Answer.no(
          Code.Simple.NOTIFICATIONOVERFLOW, "More than " + limits.mailboxes() + " mailboxes");
    }
    List<Response> responses;
    try {
      responses = begun(session, command, watching.get());
    } catch (RuntimeException e) {
      watching.get().end();
      throw e;
    }
    session.watch(watching.get());
    session.notified();
    session.wire().listening(!command.watches().isEmpty());
    return session.begin(
        new PagedAnswer(responses, new Answer.Tagged(Answer.Condition.OK, null, "Watching")));
  }

  /// What is told before the tagged response. Of the selected mailbox that is all that happened,
  /// whatever the client wanted to hear until now, and will want (RFC 5465 §3.1).
  private static List<Response> begun(Session session, Command.Notify command, Watching watching) {
    SelectedMailbox selected = session.selectedOrNull();
    List<Response> others = new ArrayList<>(watching.unreadable());
    if (command.status()) {
      for (Located place : watching.places()) {
        boolean other = selected == null || !selected.is(place);
        status(place, other ? watching.events(place) : Set.of(), others);
      }
    }
    if (selected == null || command.watches().isEmpty()) {
      return others;
    }
    List<Response> responses = new ArrayList<>(selected.tellAll());
    selected.fresh(Integer.MAX_VALUE);
    responses.addAll(others);
    return responses;
  }

  private static void status(Located place, Set<Event> events, List<Response> responses) {
    Set<StatusItem> items = EnumSet.noneOf(StatusItem.class);
    if (events.contains(Event.MESSAGE_NEW)) {
      items.addAll(List.of(StatusItem.MESSAGES, StatusItem.UIDNEXT, StatusItem.UIDVALIDITY));
    }
    if (events.contains(Event.FLAG_CHANGE)) {
      items.addAll(List.of(StatusItem.UIDVALIDITY, StatusItem.HIGHESTMODSEQ));
    }
    if (!items.isEmpty()) {
      responses.add(Status.response(place, List.copyOf(items), 0));
    }
  }

  /// What ENABLE METADATA asks for (RFC 5464 §4.4): of all mailboxes, those of others too.
  static List<Watch> metadata(Session session) {
    Set<Event> events = Set.of(Event.MAILBOX_METADATA_CHANGE, Event.SERVER_METADATA_CHANGE);
    List<String> shared = List.of(session.shared().root());
    return List.of(
        new Watch(Where.PERSONAL, List.of(), events, List.of()),
        new Watch(Where.SUBTREE, shared, events, List.of()));
  }

  /// ENABLE METADATA: what others note is told with the answers to commands.
  ///
  /// @return false when that is more than the limits allow
  boolean enableMetadata(Session session, ExtensionRules.Notify limits) {
    if (session.metadata()) {
      return true;
    }
    List<Watch> more = metadata(session);
    Optional<Watching> watching = session.watching();
    if (watching.isPresent()) {
      if (!watching.get().add(more)) {
        return false;
      }
    } else {
      Optional<Watching> begun = Watching.begin(session, reading, limits, more);
      if (begun.isEmpty()) {
        return false;
      }
      session.watch(begun.get());
    }
    session.enableMetadata();
    return true;
  }
}
