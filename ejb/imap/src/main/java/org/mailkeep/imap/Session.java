package org.mailkeep.imap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Sessions;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.ChangeListener;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.ImapSession;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.Watch;

/// What the server keeps of one client's session between its commands. One thread at a time.
final class Session {
  private final ImapSession wire;
  private @Nullable MailAccount account;
  private @Nullable AccountUse use;
  private Map<AccountId, Boolean> neighbours = Map.of();
  private Sessions.Open login = Sessions.Open.NONE;
  private @Nullable SharedFolders shared;
  private @Nullable SelectedMailbox selected;
  private @Nullable LongAnswer unfinished;
  private ChangeListener.@Nullable Registration idle;
  private @Nullable Watching watching;
  private byte failures;
  private boolean revision2;
  private boolean modSeqs;
  private boolean resync;
  private boolean uidOnly;
  private boolean metadata;
  private boolean idling;
  private boolean notified;
  private boolean saving;

  Session(ImapSession wire) {
    this.wire = wire;
  }

  /// The session that hangs on the adapter's.
  static Session of(ImapSession wire) {
    if (wire.attachment() instanceof Session session) {
      return session;
    }
    Session session = new Session(wire);
    wire.attach(session);
    return session;
  }

  ImapSession wire() {
    return wire;
  }

  /// The account that the client logged in to.
  ///
  /// @throws IllegalStateException before login
  MailAccount account() {
    if (account == null) {
      throw new IllegalStateException("no login yet");
    }
    return account;
  }

  /// How much the account uses IMAP; null before login.
  @Nullable AccountUse use() {
    return use;
  }

  /// @param others the mailboxes of others
  void loggedIn(MailAccount now, AccountUse counted, Sessions.Open entry, SharedFolders others) {
    neighbours = Map.of();
    shared = others;
    account = now;
    use = counted;
    login = entry;
    wire.state(ImapSession.State.AUTHENTICATED);
  }

  /// The mailboxes of others.
  ///
  /// @throws IllegalStateException before login
  SharedFolders shared() {
    if (shared == null) {
      throw new IllegalStateException("no login yet");
    }
    return shared;
  }

  /// The groups that the account is in now.
  Set<AccountId> groups() {
    return login.groups();
  }

  /// Whether another account is of the same tenant; asked once for each in a session.
  boolean isNeighbour(AccountId other, Predicate<AccountId> ask) {
    if (neighbours.isEmpty()) {
      neighbours = new HashMap<>();
    }
    return neighbours.computeIfAbsent(other, ask::test);
  }

  /// The mailbox of a name: one's own, or one of others.
  Optional<Located> find(String name) {
    Optional<Mailbox> own = account().find(name);
    return own.isPresent() || !shared().covers(name)
        ? own.map(mailbox -> Located.own(account(), mailbox))
        : shared().find(this, name);
  }

  /// The same, insisting on it.
  Located located(String name) {
    return find(name)
        .orElseThrow(() -> ReplyException.no(Code.Simple.NONEXISTENT, "No such mailbox"));
  }

  /// Whether the account may do nothing more here.
  boolean isExpelled() {
    return login.isEnded();
  }

  /// Whether the account may do something.
  boolean may(Permission permission) {
    return login.may(permission);
  }

  /// The selected mailbox.
  ///
  /// @throws IllegalStateException when none is selected
  SelectedMailbox selected() {
    if (selected == null) {
      throw new IllegalStateException("no mailbox is selected");
    }
    return selected;
  }

  /// The selected mailbox, or null.
  @Nullable SelectedMailbox selectedOrNull() {
    return selected;
  }

  void select(SelectedMailbox mailbox) {
    selected = mailbox;
    wire.state(ImapSession.State.SELECTED);
    watchSelected();
  }

  void unselect() {
    selected = null;
    if (wire.state() == ImapSession.State.SELECTED) {
      wire.state(ImapSession.State.AUTHENTICATED);
    }
    watchSelected();
  }

  private void watchSelected() {
    if (watching != null) {
      watching.select(selected);
    }
  }

  /// Counts a failed login.
  ///
  /// @return how many there were, this one included
  int loginFailed() {
    return failures == Byte.MAX_VALUE ? failures : ++failures;
  }

  /// Whether the client enabled IMAP4rev2.
  boolean revision2() {
    return revision2;
  }

  void enableRevision2() {
    revision2 = true;
    wire.enableUnicode();
  }

  /// Whether the client wants mod-sequences (RFC 7162 §3.1).
  boolean modSeqs() {
    return modSeqs;
  }

  void enableModSeqs() {
    modSeqs = true;
  }

  /// Whether the client enabled QRESYNC (RFC 7162 §3.2.3).
  boolean resync() {
    return resync;
  }

  void enableResync() {
    resync = true;
    modSeqs = true;
  }

  /// Whether the client wants no sequence numbers (RFC 9586 §3).
  boolean uidOnly() {
    return uidOnly;
  }

  void enableUidOnly() {
    uidOnly = true;
  }

  /// Whether the client wants to know what others note of mailboxes (RFC 5464 §4.4).
  boolean metadata() {
    return metadata;
  }

  void enableMetadata() {
    metadata = true;
  }

  /// What the client is told of besides its commands.
  Optional<Watching> watching() {
    return Optional.ofNullable(watching);
  }

  /// Watches this instead of what was watched.
  void watch(Watching next) {
    endWatch();
    watching = next;
    watchSelected();
  }

  private void endWatch() {
    if (watching != null) {
      watching.end();
      watching = null;
    }
  }

  /// The client used NOTIFY: from now on it says what it is told of (RFC 5465 §3.1).
  void notified() {
    notified = true;
  }

  /// Whether the client is told of a kind of changes of the selected mailbox.
  boolean tells(Watch.Event event) {
    return !notified || watching == null || watching.ofSelected().contains(event);
  }

  /// Whether the command that is answered is to save what it finds as `$`.
  boolean saving() {
    return saving;
  }

  void saving(boolean now) {
    saving = now;
  }

  /// Nobody is logged in any more (RFC 8437 §4.1).
  void reset() {
    account = null;
    shared = null;
    use = null;
    revision2 = false;
    modSeqs = false;
    resync = false;
    uidOnly = false;
    metadata = false;
    notified = false;
    wire.unauthenticated();
  }

  /// Ends all that the login was good for.
  void leave() {
    abandon();
    endIdle();
    endWatch();
    selected = null;
    login.close();
    login = Sessions.Open.NONE;
  }

  /// Gives the first part of an answer, and keeps the answer when there is more.
  Answer begin(LongAnswer answer) {
    unfinished = answer;
    return proceed();
  }

  /// The same, and before it what happened: in a part of its own, so that it is told even when the
  /// answer fails, as the client's view of the mailbox has moved on.
  Answer begin(List<Response> news, LongAnswer answer) {
    unfinished = answer;
    return news.isEmpty() ? proceed() : Answer.more(news);
  }

  /// Gives the next part of the answer that was begun.
  Answer proceed() {
    LongAnswer answer = unfinished;
    if (answer == null) {
      throw new IllegalStateException("no answer was begun");
    }
    Answer part = answer.next();
    if (!(part.then() instanceof Answer.More)) {
      unfinished = null;
    }
    return part;
  }

  /// Gives up an answer that was begun.
  void abandon() {
    LongAnswer answer = unfinished;
    unfinished = null;
    if (answer != null) {
      answer.abandon();
    }
  }

  /// Whether the client is in IDLE.
  boolean idling() {
    return idling;
  }

  void idling(boolean now) {
    idling = now;
  }

  void idle(ChangeListener.Registration registration) {
    idle = registration;
  }

  /// Ends IDLE, when it is on.
  void endIdle() {
    idling = false;
    if (idle != null) {
      idle.close();
      idle = null;
    }
  }
}
