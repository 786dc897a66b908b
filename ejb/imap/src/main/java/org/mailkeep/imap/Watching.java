package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.Annotation;
import org.mailkeep.mailbox.ChangeListener;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.Right;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.FetchItem;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.Watch;
import org.mailkeep.wire.imap.Watch.Event;
import org.mailkeep.wire.imap.Watch.Where;

/// What a session wants to be told of besides its commands (NOTIFY, RFC 5465; ENABLE METADATA, RFC
/// 5464 §4.1): of its own account and, when it asks for names of those, of the accounts of others
/// whose mailboxes it may use. Whoever changes something only notes which mailboxes; what is told
/// comes of comparing them with what the client knows, so that many changes of one are told at
/// once.
final class Watching {
  /// New messages of the selected mailbox that one look tells of.
  private static final int MESSAGES = 64;

  private final Session session;
  private final MessageReading reading;
  private final ExtensionRules.Notify limits;
  private final WatchedAccount own;
  private final Map<AccountId, WatchedAccount> others = new HashMap<>();
  private List<Watch> watches;
  private Set<String> subscriptions;
  private List<Annotation> ofServer;
  private ChangeListener.@Nullable Registration elsewhere;
  private volatile boolean overflown;

  /// Gathered, but not told yet: a look that fails halfway loses nothing.
  private final List<Response> gathered = new ArrayList<>(0);

  private Watching(
      Session session, MessageReading reading, ExtensionRules.Notify limits, List<Watch> watches) {
    this.session = session;
    this.reading = reading;
    this.limits = limits;
    this.watches = watches;
    MailAccount account = session.account();
    this.own = new WatchedAccount(this, account, mailbox -> Located.own(account, mailbox));
    this.subscriptions = account.subscriptions();
    this.ofServer = wants(Event.SERVER_METADATA_CHANGE) ? ofServer() : List.of();
  }

  /// Begins to watch.
  ///
  /// @return empty when that is more than the limits allow
  static Optional<Watching> begin(
      Session session, MessageReading reading, ExtensionRules.Notify limits, List<Watch> watches) {
    Watching watching = new Watching(session, reading, limits, watches);
    boolean begun = false;
    try {
      watching.own.begin();
      watching.meet(null);
      begun = watching.isAllowed();
    } finally {
      if (!begun) {
        watching.end();
      }
    }
    return begun ? Optional.of(watching) : Optional.empty();
  }

  private boolean isAllowed() {
    int watched = own.watched();
    for (WatchedAccount other : others.values()) {
      watched += other.watched();
    }
    return watched <= limits.mailboxes();
  }

  /// Watches something more.
  ///
  /// @return false when that would be more than the limits allow
  boolean add(List<Watch> more) {
    List<Watch> before = watches;
    boolean server = wants(Event.SERVER_METADATA_CHANGE);
    watches = Stream.concat(before.stream(), more.stream()).toList();
    meet(null);
    if (!isAllowed()) {
      watches = before;
      if (!concernsOthers()) {
        endOthers();
      }
      return false;
    }
    boolean added = false;
    try {
      own.more();
      others.values().forEach(WatchedAccount::more);
      if (!server) {
        ofServer = ofServer();
      }
      added = true;
    } finally {
      watches = added ? watches : before;
    }
    return true;
  }

  /// Watches no more.
  void end() {
    own.end();
    endElsewhere();
    endOthers();
  }

  private void endOthers() {
    others.values().forEach(WatchedAccount::end);
    others.clear();
  }

  private void endElsewhere() {
    if (elsewhere != null) {
      elsewhere.close();
      elsewhere = null;
    }
  }

  /// Watches another selected mailbox from now on (RFC 5465 §6.1). One's own are watched anyway.
  ///
  /// @param now null for none
  void select(@Nullable SelectedMailbox now) {
    endElsewhere();
    if (now == null || now.account().id().equals(own.id()) || ofSelected().isEmpty()) {
      return;
    }
    MailboxId mailbox = now.id();
    elsewhere =
        now.account()
            .listen((_, _, mailboxes) -> {
              if (mailboxes.contains(mailbox)) {
                session.wire().wake();
              }
            });
    session.wire().wake(); // for what happened since it was read
  }

  Session session() {
    return session;
  }

  /// By whoever changes something, who only notes it.
  ///
  /// @param pending mailboxes of one account of which nothing was told yet
  /// @return whether that is more than the session keeps
  boolean isTooMuch(int pending) {
    if (pending > limits.pending()) {
      overflown = true;
    }
    return overflown;
  }

  private List<Annotation> ofServer() {
    return session.account().annotations(null, session.account().id());
  }

  /// Whether some of what is asked may be a mailbox of others.
  private boolean concernsOthers() {
    return watches.stream()
        .anyMatch(watch ->
            watch.where() == Where.SUBSCRIBED
                || watch.names().stream().anyMatch(session.shared()::covers));
  }

  /// Watches accounts of others of which the client may use something only now, and those no more
  /// of which it may use nothing.
  ///
  /// @param responses told of what is there of them; null when the client knows it already
  private void meet(@Nullable List<Response> responses) {
    if (!concernsOthers()) {
      return;
    }
    Set<AccountId> owners = session.shared().owners(session);
    for (AccountId owner : owners) {
      if (!others.containsKey(owner)) {
        meet(owner, responses);
      }
    }
    others
        .values()
        .removeIf(other -> {
          boolean gone = !owners.contains(other.id()) && other.isEmpty();
          if (gone) {
            other.end();
          }
          return gone;
        });
  }

  private void meet(AccountId owner, @Nullable List<Response> responses) {
    SharedFolders shared = session.shared();
    try {
      shared
          .owned(session, owner)
          .ifPresent(owned -> {
            WatchedAccount other =
                new WatchedAccount(
                    this,
                    owned.account(),
                    mailbox -> shared.located(session, owned.account(), owned.login(), mailbox));
            other.begin();
            others.put(owner, other);
            if (responses != null) {
              other.all(responses);
            }
          });
    } catch (ReplyException | StoreException _) {
      // nobody can say now who that is: asked again at the next look
    }
  }

  /// All mailboxes that are watched.
  List<Located> places() {
    List<Located> places = new ArrayList<>(own.places());
    others.values().forEach(other -> places.addAll(other.places()));
    return places;
  }

  /// Names that were asked for and whose mailboxes the client may list, but not read (RFC 5465
  /// §3.1).
  List<Response> unreadable() {
    Set<String> names = new TreeSet<>();
    watches.forEach(watch -> names.addAll(watch.names()));
    List<Response> responses = new ArrayList<>();
    for (String name : names) {
      session
          .find(name)
          .filter(place -> place.rights().has(Right.LOOKUP) && !WatchedAccount.isOpen(place))
          .ifPresent(place -> responses.add(ListEntries.noAccess(place.mailbox().path())));
    }
    return responses;
  }

  /// What is asked of the selected mailbox; empty for nothing.
  Set<Event> ofSelected() {
    return watches.stream()
        .filter(watch -> watch.where().isSelected())
        .findFirst()
        .map(Watch::events)
        .orElse(Set.of());
  }

  /// What is asked of each new message of the selected mailbox.
  private List<FetchItem> items() {
    return watches.stream().flatMap(watch -> watch.items().stream()).toList();
  }

  private boolean wants(Event event) {
    return watches.stream().anyMatch(watch -> watch.events().contains(event));
  }

  /// Whether the user subscribed to a name, as the client knows it.
  boolean isSubscribed(String path) {
    return subscriptions.contains(path);
  }

  /// What is asked of a mailbox that is not selected.
  Set<Event> events(Located place) {
    Mailbox mailbox = place.mailbox();
    boolean personal = place.account().id().equals(session.account().id());
    boolean subscribed = personal ? mailbox.subscribed() : isSubscribed(mailbox.path());
    return events(mailbox.path(), subscribed, personal);
  }

  private Set<Event> events(String path, boolean subscribed, boolean personal) {
    Set<Event> events = EnumSet.noneOf(Event.class);
    for (Watch watch : watches) {
      boolean meant =
          switch (watch.where()) {
            case SELECTED, SELECTED_DELAYED -> false;
            case INBOXES, PERSONAL -> personal; // Sieve files anywhere (RFC 5465 §6.3)
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
    gather();
    List<Response> news = new ArrayList<>();
    selected(expunges, news);
    List<Response> responses = gathered();
    responses.addAll(news);
    if (overflown) {
      onlyMetadata();
      responses.add(new Response.Ok(Code.Simple.NOTIFICATIONOVERFLOW, "Too much to tell"));
    }
    return responses;
  }

  /// As after NOTIFY NONE (RFC 5465 §5.8): what ENABLE METADATA asks for stays.
  private void onlyMetadata() {
    watches = session.metadata() ? Notify.metadata(session) : List.of();
    endElsewhere();
    if (!concernsOthers()) {
      endOthers();
    }
    session.wire().listening(false);
  }

  /// What happened apart from messages of the selected mailbox.
  List<Response> others() {
    gather();
    return gathered();
  }

  private List<Response> gathered() {
    List<Response> responses = new ArrayList<>(gathered);
    gathered.clear();
    return responses;
  }

  private void gather() {
    if (overflown && !session.wire().listening()) {
      overflown = false;
      own.doubt();
      others.values().forEach(WatchedAccount::doubt);
    }
    own.look(gathered);
    others.values().forEach(other -> other.look(gathered));
    meet(gathered);
    subscriptions();
    server();
  }

  private void server() {
    if (wants(Event.SERVER_METADATA_CHANGE)) {
      List<Annotation> is = ofServer();
      WatchedAccount.compared("", ofServer, is, gathered);
      ofServer = is;
    }
  }

  private void subscriptions() {
    Set<String> is = session.account().subscriptions();
    Set<String> changed = new TreeSet<>(is);
    changed.addAll(subscriptions);
    changed.removeIf(path -> is.contains(path) == subscriptions.contains(path));
    List<Response> responses = new ArrayList<>();
    for (String path : wants(Event.SUBSCRIPTION_CHANGE) ? changed : Set.<String>of()) {
      Located place =
          session.find(path).map(found -> session.shared().counted(session, found)).orElse(null);
      boolean personal = !session.shared().covers(path);
      if (events(path, true, personal).contains(Event.SUBSCRIPTION_CHANGE)) {
        responses.add(
            ListEntries.listed(
                new ListEntries.Entry(path, place, is.contains(path)), true, List.of()));
      }
    }
    subscriptions = is;
    gathered.addAll(responses);
  }

  private void selected(boolean expunges, List<Response> responses) {
    SelectedMailbox selected = session.selectedOrNull();
    if (selected == null || ofSelected().isEmpty()) {
      return;
    }
    boolean delayed = watches.stream().anyMatch(watch -> watch.where() == Where.SELECTED_DELAYED);
    responses.addAll(selected.catchUp(expunges || !delayed, SelectedMailbox.Own.NONE));
    List<FetchItem> items = items();
    Indexes fresh = items.isEmpty() ? Indexes.NONE : selected.fresh(MESSAGES);
    if (!fresh.isEmpty()) {
      responses.addAll(data(fresh, items));
      session.wire().wake();
    }
  }

  /// What was asked of new messages. When one cannot be read, the client hears so instead: what it
  /// was told before has moved its view on and must not be lost.
  private List<Response> data(Indexes fresh, List<FetchItem> items) {
    try {
      return FetchAnswer.of(session, reading, fresh, items);
    } catch (ReplyException e) {
      if (fresh.count() == 1 && e.answer().then() instanceof Answer.Tagged refusal) {
        return List.of(new Response.No(refusal.code(), refusal.text()));
      }
      List<Response> responses = new ArrayList<>(data(fresh.some(0, 1), items));
      responses.addAll(data(fresh.some(1, fresh.count()), items));
      return responses;
    } catch (StoreException _) {
      return List.of(new Response.No(Code.Simple.UNAVAILABLE, "New messages cannot be read now"));
    }
  }

  private Optional<WatchedAccount> watched(MailAccount account) {
    return account.id().equals(own.id())
        ? Optional.of(own)
        : Optional.ofNullable(others.get(account.id()));
  }

  /// The session itself made, renamed or removed a mailbox: its client knows.
  void named(MailAccount account, MailboxId mailbox) {
    known(account, watched -> watched.named(mailbox));
  }

  /// Notes what the client knows, as it did it itself. That is durable, so whatever fails here only
  /// has the client told once more.
  private void known(MailAccount account, Consumer<WatchedAccount> note) {
    try {
      watched(account).ifPresent(note);
    } catch (ReplyException | StoreException _) {
      // told by the next look instead
    }
  }

  /// The session itself filed messages: its client knows (RFC 5465 §5, §5.2).
  void filed(Located place, List<Integer> uids) {
    SelectedMailbox selected = session.selectedOrNull();
    if (selected == null || !selected.is(place)) {
      known(place.account(), watched -> watched.filed(place.id(), uids));
    } else if (!items().isEmpty()) {
      selected.filed(uids);
    }
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

  /// The session itself changed annotations of the server.
  void annotated() {
    try {
      ofServer = ofServer();
    } catch (StoreException _) {
      // told by the next look instead
    }
  }

  /// The session itself changed annotations of a mailbox.
  void annotated(MailAccount account, MailboxId mailbox) {
    known(account, watched -> watched.annotated(mailbox));
  }
}
