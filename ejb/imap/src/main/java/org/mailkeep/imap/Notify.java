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
  /// What ENABLE METADATA asks for (RFC 5464 §4.4).
  private static final Watch METADATA =
      new Watch(
          Where.PERSONAL,
          List.of(),
          Set.of(Event.MAILBOX_METADATA_CHANGE, Event.SERVER_METADATA_CHANGE),
          List.of());

  private final MessageReading reading;

  Notify(MessageReading reading) {
    this.reading = reading;
  }

  Answer run(Session session, Command.Notify command, ExtensionRules.Notify limits) {
    List<Watch> watches = new ArrayList<>(command.watches());
    if (session.metadata()) {
      watches.add(METADATA);
    }
    Optional<Watching> watching = Watching.begin(session, reading, limits, watches);
    if (watching.isEmpty()) {
      return Answer.no(
          Code.Simple.NOTIFICATIONOVERFLOW, "More than " + limits.mailboxes() + " mailboxes");
    }
    SelectedMailbox selected = session.selectedOrNull();
    List<Response> responses = new ArrayList<>();
    if (selected != null && !command.watches().isEmpty()) {
      responses.addAll(selected.settle()); // an implicit NOOP
      selected.fresh(Integer.MAX_VALUE);
    }
    responses.addAll(watching.get().unreadable());
    if (command.status()) {
      for (Located place : watching.get().places()) {
        boolean other = selected == null || !selected.is(place);
        status(place, other ? watching.get().events(place) : Set.of(), responses);
      }
    }
    session.watch(watching.get());
    session.notified();
    session.wire().listening(!command.watches().isEmpty());
    return session.begin(
        new PagedAnswer(responses, new Answer.Tagged(Answer.Condition.OK, null, "Watching")));
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

  /// ENABLE METADATA: what others note is told with the answers to commands.
  void enableMetadata(Session session, ExtensionRules.Notify limits) {
    session.enableMetadata();
    if (session.watching().isEmpty()) {
      Watching.begin(session, reading, limits, List.of(METADATA)).ifPresent(session::watch);
    }
  }
}
