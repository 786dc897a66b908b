package org.mailkeep.pop3;

import org.jspecify.annotations.Nullable;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.RequestWindow;
import org.mailkeep.auth.Sessions;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.wire.pop3.Answer;
import org.mailkeep.wire.pop3.Pop3Session;

/// What the server keeps of one client's session between its commands. One thread at a time.
final class Session {
  private final Pop3Session wire;
  private final RequestWindow requests = new RequestWindow();
  private @Nullable Opened opened;
  private Sessions.Open login = Sessions.Open.NONE;
  private @Nullable Listing unfinished;
  private byte failures;

  /// What a login opens.
  ///
  /// @param name of the account, for events
  record Opened(String name, MailAccount account, Maildrop maildrop, MaildropLock lock) {}

  Session(Pop3Session wire) {
    this.wire = wire;
  }

  /// The session that hangs on the adapter's.
  static Session of(Pop3Session wire) {
    if (wire.attachment() instanceof Session session) {
      return session;
    }
    Session session = new Session(wire);
    wire.attach(session);
    return session;
  }

  Pop3Session wire() {
    return wire;
  }

  /// Its number in events.
  long number() {
    return wire.peer().connection();
  }

  RequestWindow requests() {
    return requests;
  }

  void loggedIn(Opened now, Sessions.Open entry) {
    opened = now;
    login = entry;
    wire.loggedIn();
  }

  /// Whether the client has the maildrop.
  boolean isOpen() {
    return opened != null;
  }

  /// What the login opened.
  ///
  /// @throws IllegalStateException before login
  Opened opened() {
    if (opened == null) {
      throw new IllegalStateException("no login yet");
    }
    return opened;
  }

  /// The maildrop that the client logged in to.
  ///
  /// @throws IllegalStateException before login
  Maildrop maildrop() {
    return opened().maildrop();
  }

  /// Whether the account may do nothing more here.
  boolean isExpelled() {
    return login.isEnded();
  }

  /// Whether the account may do something.
  boolean may(Permission permission) {
    return login.may(permission);
  }

  /// Counts a failed login.
  ///
  /// @return how many there were, this one included
  int loginFailed() {
    return failures == Byte.MAX_VALUE ? failures : ++failures;
  }

  /// Gives the first part of a listing, and keeps it when there is more.
  Answer begin(Listing listing) {
    unfinished = listing;
    return proceed();
  }

  /// Gives the next part of the listing that was begun.
  Answer proceed() {
    Listing listing = unfinished;
    if (listing == null) {
      throw new IllegalStateException("no listing was begun");
    }
    Answer part = listing.next();
    unfinished = part.then() == Answer.Then.MORE ? listing : null;
    return part;
  }

  /// Gives up a listing that was begun.
  void abandon() {
    unfinished = null;
  }

  /// Gives the maildrop back; the client is gone, or goes.
  void leave() {
    abandon();
    login.close();
    if (opened != null) {
      opened.lock().close();
    }
  }
}
