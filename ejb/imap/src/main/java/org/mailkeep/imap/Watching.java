package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.Annotation;
import org.mailkeep.mailbox.ChangeListener;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.MailboxStatus;
import org.mailkeep.mailbox.Role;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.FetchItem;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.StatusItem;
import org.mailkeep.wire.imap.Watch;
import org.mailkeep.wire.imap.Watch.Event;
import org.mailkeep.wire.imap.Watch.Where;

/// What a session wants to be told of besides its commands (NOTIFY, RFC 5465; ENABLE METADATA, RFC
/// 5464 §4.1), and how its client knows the account. Whoever changes something only notes which
/// mailboxes; what is told comes of comparing them with what the client knows, so that many changes
/// of one are told at once.
final class Watching {
  /// New messages of the selected mailbox that one look tells of.
  private static final int MESSAGES = 64;

  private final Session session;
  private final MessageReading reading;
  private final ExtensionRules.Notify limits;
  private final Map<MailboxId, Mailbox> known = new HashMap<>();
  private final Map<MailboxId, List<Annotation>> annotations = new HashMap<>();
  private final Set<MailboxId> touched = ConcurrentHashMap.newKeySet();
  private List<Watch> watches;
  private Set<String> subscriptions;
  private List<Annotation> ofServer;
  private ChangeListener.@Nullable Registration registration;
  private volatile boolean overflown;

  private Watching(
      Session session, MessageReading reading, ExtensionRules.Notify limits, List<Watch> watches) {
    this.session = session;
    this.reading = reading;
    this.limits = limits;
    this.watches = watches;
    this.subscriptions = session.account().subscriptions();
    this.ofServer = wants(Event.SERVER_METADATA_CHANGE) ? annotations(null) : List.of();
  }

  /// Begins to watch.
  ///
  /// @return empty when that is more than the limits allow
  static Optional<Watching> begin(
      Session session, MessageReading reading, ExtensionRules.Notify limits, List<Watch> watches) {
    Watching watching = new Watching(session, reading, limits, watches);
    MailAccount account = session.account();
    watching.registration = account.listen(watching::changed);
    int watched = 0;
    for (Mailbox mailbox : account.mailboxes()) {
      watching.know(mailbox);
      watched += watching.events(mailbox).isEmpty() ? 0 : 1;
    }
    if (watched > limits.mailboxes()) {
      watching.end();
      return Optional.empty();
    }
    return Optional.of(watching);
  }

  /// Watches no more.
  void end() {
    if (registration != null) {
      registration.close();
      registration = null;
    }
  }

  /// By whoever changes something; only notes it.
  private void changed(AccountId account, long upTo, Set<MailboxId> mailboxes) {
    if (touched.size() > limits.pending()) {
      overflown = true;
      touched.clear();
    }
    if (!overflown) {
      touched.addAll(mailboxes);
    }
    session.wire().wake();
  }

  private void know(Mailbox mailbox) {
    known.put(mailbox.id(), mailbox);
    if (events(mailbox).contains(Event.MAILBOX_METADATA_CHANGE)) {
      annotations.put(mailbox.id(), annotations(mailbox.id()));
    }
  }

  private void forget(MailboxId mailbox) {
    known.remove(mailbox);
    annotations.remove(mailbox);
  }

  private List<Annotation> annotations(@Nullable MailboxId mailbox) {
    return session.account().annotations(mailbox, session.account().id());
  }

  /// What is asked of the selected mailbox; empty for nothing.
  Set<Event> ofSelected() {
    return watches.stream()
        .filter(watch -> watch.where().isSelected())
        .findFirst()
        .map(Watch::events)
        .orElse(Set.of());
  }

  private boolean wants(Event event) {
    return watches.stream().anyMatch(watch -> watch.events().contains(event));
  }

  /// What is asked of a mailbox that is not selected.
  Set<Event> events(Mailbox mailbox) {
    return events(mailbox.path(), mailbox.subscribed(), mailbox.role() == Role.INBOX);
  }

  private Set<Event> events(String path, boolean subscribed, boolean inbox) {
    Set<Event> events = EnumSet.noneOf(Event.class);
    for (Watch watch : watches) {
      boolean meant =
          switch (watch.where()) {
            case SELECTED, SELECTED_DELAYED -> false;
            case INBOXES -> inbox;
            case PERSONAL -> true;
            case SUBSCRIBED -> subscribed;
            case SUBTREE ->
                watch.names().stream().anyMatch(name -> (path + "/").startsWith(name + "/"));
            case MAILBOXES -> watch.names().contains(path);
          };
      if (meant) {
        events.addAll(watch.events());
      }
    }
    return events;
  }

  /// What the client is to be told now.
  ///
  /// @param expunges whether numbers of messages may change now, whatever was asked
  List<Response> look(boolean expunges) {
    List<Response> responses = new ArrayList<>();
    others(responses);
    selected(expunges, responses);
    if (overflown) {
      watches = List.of();
      end();
      overflown = false;
      session.wire().listening(false);
      responses.add(new Response.Ok(Code.Simple.NOTIFICATIONOVERFLOW, "Too much to tell"));
    }
    return responses;
  }

  /// What happened apart from messages of the selected mailbox.
  void others(List<Response> responses) {
    List<MailboxId> some = List.copyOf(touched);
    some.forEach(touched::remove);
    for (MailboxId mailbox : some) {
      mailbox(mailbox, responses);
    }
    subscriptions(responses);
    server(responses);
  }

  private void mailbox(MailboxId id, List<Response> responses) {
    Mailbox before = known.get(id);
    Mailbox now = session.account().mailbox(id).orElse(null);
    if (now == null) {
      forget(id);
      if (before != null && events(before).contains(Event.MAILBOX_NAME)) {
        responses.add(
            ListEntries.listed(new ListEntries.Entry(before.path(), null, false), true, List.of()));
        parent(before, responses);
      }
      return;
    }
    known.put(id, now);
    Set<Event> events = events(now);
    if (before == null) {
      know(now);
      if (events.contains(Event.MAILBOX_NAME)) {
        responses.add(ListEntries.listed(own(now), true));
        parent(now, responses);
      }
      return;
    }
    if (!before.path().equals(now.path())) {
      renamed(before, now, responses);
    }
    status(before, now, events, responses);
    metadata(now, events, responses);
  }

  /// The mailbox above one that came or went is affected, too (RFC 5465 §5.4).
  private void parent(Mailbox mailbox, List<Response> responses) {
    if (mailbox.parent() == null) {
      return;
    }
    Optional<Mailbox> above = session.account().mailbox(mailbox.parent());
    above.ifPresent(there -> {
      known.put(there.id(), there);
      responses.add(ListEntries.listed(own(there), true));
    });
  }

  private Located own(Mailbox mailbox) {
    return Located.own(session.account(), mailbox);
  }

  private void renamed(Mailbox before, Mailbox now, List<Response> responses) {
    if (events(now).contains(Event.MAILBOX_NAME) || events(before).contains(Event.MAILBOX_NAME)) {
      responses.add(new Response.Renamed(ListEntries.listed(own(now), true), before.path()));
    }
    session.account().mailboxes().forEach(this::renamedAlong);
  }

  /// What lies below goes along without a word.
  private void renamedAlong(Mailbox mailbox) {
    known.computeIfPresent(
        mailbox.id(), (_, before) -> before.path().equals(mailbox.path()) ? before : mailbox);
  }

  private void status(Mailbox before, Mailbox now, Set<Event> events, List<Response> responses) {
    SelectedMailbox selected = session.selectedOrNull();
    if (selected != null && selected.is(Located.own(session.account(), now))) {
      return;
    }
    MailboxStatus was = before.status();
    MailboxStatus is = now.status();
    boolean moved = was.uidNext() != is.uidNext() || was.messages() != is.messages();
    boolean flags = was.unseen() != is.unseen() || session.modSeqs();
    if (was.highestModSeq() == is.highestModSeq()) {
      return;
    }
    if (moved && events.contains(Event.MESSAGE_NEW)) {
      responses.add(Status.response(session, now, items(true)));
    } else if (!moved && flags && events.contains(Event.FLAG_CHANGE)) {
      responses.add(Status.response(session, now, items(false)));
    }
  }

  private List<StatusItem> items(boolean messages) {
    List<StatusItem> items = new ArrayList<>();
    if (messages) {
      items.add(StatusItem.MESSAGES);
      items.add(StatusItem.UIDNEXT);
    }
    items.add(StatusItem.UNSEEN);
    items.add(StatusItem.UIDVALIDITY);
    if (session.modSeqs()) {
      items.add(StatusItem.HIGHESTMODSEQ);
    }
    return items;
  }

  private void metadata(Mailbox now, Set<Event> events, List<Response> responses) {
    if (events.contains(Event.MAILBOX_METADATA_CHANGE)) {
      List<Annotation> is = annotations(now.id());
      List<Annotation> was = annotations.put(now.id(), is);
      compared(now.path(), was == null ? List.of() : was, is, responses);
    }
  }

  private void server(List<Response> responses) {
    if (wants(Event.SERVER_METADATA_CHANGE)) {
      List<Annotation> is = annotations(null);
      compared("", ofServer, is, responses);
      ofServer = is;
    }
  }

  private static void compared(
      String mailbox, List<Annotation> was, List<Annotation> is, List<Response> responses) {
    Set<String> names = new TreeSet<>();
    was.stream().filter(one -> !is.contains(one)).map(Annotation::name).forEach(names::add);
    is.stream().filter(one -> !was.contains(one)).map(Annotation::name).forEach(names::add);
    if (!names.isEmpty()) {
      responses.add(new Response.MetadataChanged(mailbox, List.copyOf(names)));
    }
  }

  private void subscriptions(List<Response> responses) {
    if (!wants(Event.SUBSCRIPTION_CHANGE)) {
      return;
    }
    Set<String> is = session.account().subscriptions();
    Set<String> changed = new TreeSet<>(is);
    changed.addAll(subscriptions);
    changed.removeIf(path -> is.contains(path) == subscriptions.contains(path));
    subscriptions = is;
    for (String path : changed) {
      Mailbox mailbox = session.account().find(path).orElse(null);
      boolean inbox = mailbox != null && mailbox.role() == Role.INBOX;
      if (events(path, true, inbox).contains(Event.SUBSCRIPTION_CHANGE)) {
        responses.add(
            ListEntries.listed(
                new ListEntries.Entry(
                    path, mailbox == null ? null : own(mailbox), is.contains(path)),
                true,
                List.of()));
      }
    }
  }

  private void selected(boolean expunges, List<Response> responses) {
    SelectedMailbox selected = session.selectedOrNull();
    if (selected == null || ofSelected().isEmpty()) {
      return;
    }
    boolean delayed = watches.stream().anyMatch(watch -> watch.where() == Where.SELECTED_DELAYED);
    responses.addAll(selected.catchUp(expunges || !delayed, SelectedMailbox.Own.NONE));
    List<FetchItem> items = watches.stream().flatMap(watch -> watch.items().stream()).toList();
    Indexes fresh = items.isEmpty() ? Indexes.NONE : selected.fresh(MESSAGES);
    if (!fresh.isEmpty()) {
      responses.addAll(FetchAnswer.of(session, reading, fresh, items));
      session.wire().wake();
    }
  }

  /// The session itself made, renamed or removed a mailbox: its client knows.
  void named(MailboxId mailbox) {
    Optional<Mailbox> now = session.account().mailbox(mailbox);
    now.ifPresentOrElse(this::know, () -> forget(mailbox));
    session.account().mailboxes().forEach(this::renamedAlong);
  }

  /// The session itself changed a subscription.
  void subscribed(String path, boolean on) {
    Set<String> next = new TreeSet<>(subscriptions);
    if (on) {
      next.add(path);
    } else {
      next.remove(path);
    }
    subscriptions = next;
  }

  /// The session itself changed annotations of a mailbox, or of the server with null.
  void annotated(@Nullable MailboxId mailbox) {
    if (mailbox == null) {
      ofServer = annotations(null);
    } else {
      annotations.computeIfPresent(mailbox, (_, _) -> annotations(mailbox));
    }
  }
}
