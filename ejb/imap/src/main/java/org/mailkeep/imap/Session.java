package org.mailkeep.imap;

import org.jspecify.annotations.Nullable;
import org.mailkeep.mailbox.ChangeListener;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.ImapSession;

/// What the server keeps of one client's session between its commands. One thread at a time.
final class Session {
  private final ImapSession wire;
  private @Nullable MailAccount account;
  private @Nullable AccountUse use;
  private @Nullable SelectedMailbox selected;
  private @Nullable LongAnswer unfinished;
  private ChangeListener.@Nullable Registration idle;
  private byte failures;
  private boolean revision2;
  private boolean modSeqs;
  private boolean resync;

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

  void loggedIn(MailAccount now, AccountUse counted) {
    account = now;
    use = counted;
    wire.state(ImapSession.State.AUTHENTICATED);
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
  }

  void unselect() {
    selected = null;
    if (wire.state() == ImapSession.State.SELECTED) {
      wire.state(ImapSession.State.AUTHENTICATED);
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

  /// Gives the first part of an answer, and keeps the answer when there is more.
  Answer begin(LongAnswer answer) {
    unfinished = answer;
    return proceed();
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
    unfinished = null;
  }

  void idle(ChangeListener.Registration registration) {
    idle = registration;
  }

  /// Ends IDLE, when it is on.
  void endIdle() {
    if (idle != null) {
      idle.close();
      idle = null;
    }
  }
}
