package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.Annotation;
import org.mailkeep.mailbox.ChangeListener;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.MailboxStatus;
import org.mailkeep.mailbox.Right;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.StatusItem;
import org.mailkeep.wire.imap.Watch.Event;

/// One account of those that a session watches, as its client knows it. Of the mailboxes of others
/// only those are known that the client may list and read (RFC 5465 §5, §5.9).
final class WatchedAccount {
  private final Watching watching;
  private final Session session;
  private final MailAccount account;
  private final Function<Mailbox, Located> located;
  private final Map<MailboxId, Located> known = new HashMap<>();
  private final Map<MailboxId, List<Annotation>> annotations = new HashMap<>();
  private final Set<MailboxId> denied = new HashSet<>();
  private final Set<MailboxId> touched = ConcurrentHashMap.newKeySet();
  private ChangeListener.@Nullable Registration registration;

  /// @param located gives a mailbox the name that the client knows, and says what it may
  WatchedAccount(Watching watching, MailAccount account, Function<Mailbox, Located> located) {
    this.watching = watching;
    this.session = watching.session();
    this.account = account;
    this.located = located;
  }

  /// Begins to watch.
  ///
  /// @throws ReplyException when nobody can say now what the client may; then nothing is watched
  void begin() {
    registration = account.listen(this::changed);
    try {
      account.mailboxes().stream().map(located).filter(WatchedAccount::isOpen).forEach(this::know);
    } catch (RuntimeException e) {
      end();
      throw e;
    }
  }

  /// Mailboxes of which something is asked.
  int watched() {
    return (int) known.values().stream().filter(this::isWatched).count();
  }

  private boolean isWatched(Located place) {
    return !watching.events(place).isEmpty();
  }

  /// Watches no more.
  void end() {
    if (registration != null) {
      registration.close();
      registration = null;
    }
  }

  AccountId id() {
    return account.id();
  }

  /// Whether the client knows of no mailbox, and waits for none.
  boolean isEmpty() {
    return known.isEmpty() && denied.isEmpty();
  }

  /// All that the client may be told of.
  Collection<Located> places() {
    return account.mailboxes().stream()
        .map(located)
        .filter(place -> known.containsKey(place.id()) && isOpen(place))
        .toList();
  }

  /// Whether the client may be told of what happens in a mailbox (RFC 5465 §5).
  static boolean isOpen(Located place) {
    return place.rights().has(Right.LOOKUP) && place.rights().has(Right.READ);
  }

  /// By whoever changes something; only notes it.
  private void changed(AccountId account, long upTo, Set<MailboxId> mailboxes) {
    touched.addAll(mailboxes);
    if (watching.isTooMuch(touched.size())) {
      touched.clear();
    }
    session.wire().wake();
  }

  private void know(Located place) {
    known.put(place.id(), place);
    if (isOfMetadata(place)) {
      annotations.put(place.id(), annotations(place.id()));
    }
  }

  private boolean isOfMetadata(Located place) {
    return watching.events(place).contains(Event.MAILBOX_METADATA_CHANGE);
  }

  /// More is asked from now on.
  void more() {
    for (Located place : known.values()) {
      if (isOfMetadata(place)) {
        annotations.computeIfAbsent(place.id(), this::annotations);
      }
    }
  }

  private void forget(MailboxId mailbox) {
    known.remove(mailbox);
    annotations.remove(mailbox);
  }

  private List<Annotation> annotations(MailboxId mailbox) {
    return account.annotations(mailbox, session.account().id());
  }

  private @Nullable Located find(MailboxId mailbox) {
    return account.mailbox(mailbox).map(located).orElse(null);
  }

  /// Tells of all that is there: the account is new to the client.
  void all(List<Response> responses) {
    List<Located> listable =
        account.mailboxes().stream()
            .map(located)
            .filter(place -> place.rights().has(Right.LOOKUP))
            .toList();
    for (Located place : SharedFolders.counted(listable)) {
      if (known.containsKey(place.id()) && isOpen(place)) {
        if (watching.events(place).contains(Event.MAILBOX_NAME)) {
          responses.add(entry(place));
        }
        messages(place, responses);
      }
    }
  }

  /// Something was not noted: all are looked at next.
  void doubt() {
    touched.addAll(known.keySet());
    touched.addAll(denied);
    account.mailboxes().forEach(mailbox -> touched.add(mailbox.id()));
  }

  /// Messages in a mailbox that is new to the client are new, too (RFC 5465 §5.2).
  private void messages(Located place, List<Response> responses) {
    if (place.mailbox().status().messages() > 0
        && watching.events(place).contains(Event.MESSAGE_NEW)
        && !isSelected(place)) {
      responses.add(Status.response(place, items(true), 0));
    }
  }

  private boolean isSelected(Located place) {
    SelectedMailbox selected = session.selectedOrNull();
    return selected != null && selected.is(place);
  }

  private Response.Listed listed(Located place) {
    return entry(session.shared().counted(session, place));
  }

  /// @param place whose children are those that the client may know of
  private Response.Listed entry(Located place) {
    String path = place.mailbox().path();
    boolean subscribed = place.mailbox().subscribed() || watching.isSubscribed(path);
    return ListEntries.listed(new ListEntries.Entry(path, place, subscribed), true, List.of());
  }

  /// What the client is to be told now.
  void look(List<Response> responses) {
    List<MailboxId> some = List.copyOf(touched);
    some.forEach(touched::remove);
    for (MailboxId mailbox : some) {
      try {
        responses.addAll(news(mailbox));
      } catch (ReplyException | StoreException _) {
        touched.add(mailbox); // nobody can say now: told at the next look
      }
    }
  }

  /// What is told of a mailbox. Its client is taken to know only when nothing failed.
  private List<Response> news(MailboxId id) {
    Located before = known.get(id);
    Located now = find(id);
    List<Response> responses = new ArrayList<>();
    if (now == null) {
      gone(before, responses);
      denied.remove(id);
    } else if (!isOpen(now)) {
      closed(before, now.rights().has(Right.LOOKUP), responses);
    } else if (before == null) {
      came(now, responses);
    } else {
      changed(before, now, responses);
    }
    return responses;
  }

  private void gone(@Nullable Located before, List<Response> responses) {
    if (before == null) {
      return;
    }
    if (watching.events(before).contains(Event.MAILBOX_NAME)) {
      String path = before.mailbox().path();
      responses.add(ListEntries.listed(new ListEntries.Entry(path, null, false), true, List.of()));
      parent(before, responses);
    }
    forget(before.id());
  }

  /// A right that watching takes was taken away (RFC 5465 §5.9). Without `l` the mailbox is gone
  /// (§5.4).
  ///
  /// @param listed whether the client may still list it
  private void closed(@Nullable Located before, boolean listed, List<Response> responses) {
    if (before == null) {
      return;
    }
    if (isWatched(before) && session.wire().listening()) { // ENABLE METADATA asks for no names
      String path = before.mailbox().path();
      if (!listed && watching.events(before).contains(Event.MAILBOX_NAME)) {
        responses.add(ListEntries.lost(path));
        parent(before, responses);
      } else {
        responses.add(ListEntries.noAccess(path));
      }
      denied.add(before.id());
    }
    forget(before.id());
  }

  private void came(Located now, List<Response> responses) {
    boolean named = watching.events(now).contains(Event.MAILBOX_NAME);
    if (denied.contains(now.id()) || named) {
      responses.add(listed(now));
    }
    if (named) {
      parent(now, responses);
    }
    messages(now, responses);
    boolean noted = isOfMetadata(now);
    List<Annotation> notes = noted ? annotations(now.id()) : List.of();
    if (!denied.remove(now.id())) {
      compared(now.mailbox().path(), List.of(), notes, responses);
    }
    known.put(now.id(), now);
    if (noted) {
      annotations.put(now.id(), notes);
    }
  }

  private void changed(Located before, Located now, List<Response> responses) {
    Set<Event> events = watching.events(now);
    Map<MailboxId, Located> along = new HashMap<>();
    if (!before.mailbox().path().equals(now.mailbox().path())) {
      if (events.contains(Event.MAILBOX_NAME)
          || watching.events(before).contains(Event.MAILBOX_NAME)) {
        responses.add(new Response.Renamed(listed(now), before.mailbox().path()));
      }
      along.putAll(renamedAlong());
    }
    status(before, now, events, responses);
    metadata(now, events, responses);
    known.putAll(along);
    known.put(now.id(), now);
  }

  /// The mailbox above one that came or went is affected, too (RFC 5465 §5.4).
  private void parent(Located place, List<Response> responses) {
    MailboxId above = place.mailbox().parent();
    Located there = above == null ? null : find(above);
    if (there != null && isOpen(there)) {
      responses.add(listed(there));
    }
  }

  /// What lies below a renamed mailbox goes along without a word; all else that is known of it
  /// stays to be compared.
  private Map<MailboxId, Located> renamedAlong() {
    Map<MailboxId, Located> along = new HashMap<>();
    for (Mailbox mailbox : account.mailboxes()) {
      Located before = known.get(mailbox.id());
      if (before == null) {
        continue;
      }
      Located now = located.apply(mailbox);
      if (!before.mailbox().path().equals(now.mailbox().path())) {
        along.put(mailbox.id(), now.with(before.mailbox().status()));
      }
    }
    return along;
  }

  private void status(Located before, Located now, Set<Event> events, List<Response> responses) {
    if (isSelected(now)) {
      return;
    }
    MailboxStatus was = before.mailbox().status();
    MailboxStatus is = now.mailbox().status();
    boolean moved = was.uidNext() != is.uidNext() || was.messages() != is.messages();
    boolean flags = was.unseen() != is.unseen() || session.modSeqs();
    if (was.highestModSeq() == is.highestModSeq()) {
      return;
    }
    if (moved && events.contains(Event.MESSAGE_NEW)) {
      responses.add(Status.response(now, items(true), 0));
    } else if (!moved && flags && events.contains(Event.FLAG_CHANGE)) {
      responses.add(Status.response(now, items(false), 0));
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

  private void metadata(Located now, Set<Event> events, List<Response> responses) {
    if (events.contains(Event.MAILBOX_METADATA_CHANGE)) {
      List<Annotation> is = annotations(now.id());
      List<Annotation> was = annotations.put(now.id(), is);
      compared(now.mailbox().path(), was == null ? List.of() : was, is, responses);
    }
  }

  /// Tells of annotations that differ.
  static void compared(
      String mailbox, List<Annotation> was, List<Annotation> is, List<Response> responses) {
    Set<String> names = new TreeSet<>();
    was.stream().filter(one -> !is.contains(one)).map(Annotation::name).forEach(names::add);
    is.stream().filter(one -> !was.contains(one)).map(Annotation::name).forEach(names::add);
    if (!names.isEmpty()) {
      responses.add(new Response.MetadataChanged(mailbox, List.copyOf(names)));
    }
  }

  /// The session itself made, renamed or removed a mailbox: its client knows.
  void named(MailboxId mailbox) {
    Located now = find(mailbox);
    if (now == null || !isOpen(now)) {
      forget(mailbox);
    } else {
      know(now);
    }
    known.putAll(renamedAlong());
  }

  /// The session itself filed messages. When nothing else is to be told, that is not either;
  /// whether flags changed meanwhile cannot be seen.
  void filed(MailboxId mailbox, List<Integer> uids) {
    Located before = known.get(mailbox);
    Located now = before == null || uids.isEmpty() ? null : find(mailbox);
    if (before == null || now == null || watching.events(now).contains(Event.FLAG_CHANGE)) {
      return;
    }
    MailboxStatus was = before.mailbox().status();
    MailboxStatus is = now.mailbox().status();
    if (was.uidNext() == Collections.min(uids)
        && is.uidNext() == Collections.max(uids) + 1
        && is.messages() == was.messages() + uids.size()
        && before.mailbox().path().equals(now.mailbox().path())
        && isOpen(now)) {
      known.put(mailbox, now);
    }
  }

  /// The session itself changed annotations of a mailbox.
  void annotated(MailboxId mailbox) {
    annotations.computeIfPresent(mailbox, (_, _) -> annotations(mailbox));
  }
}
