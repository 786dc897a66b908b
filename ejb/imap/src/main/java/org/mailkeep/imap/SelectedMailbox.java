package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.AccessRights;
import org.mailkeep.mailbox.FlagChange;
import org.mailkeep.mailbox.FlagResult;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.Right;
import org.mailkeep.mailbox.Selected;
import org.mailkeep.mailbox.ViewDelta;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.FetchData;
import org.mailkeep.wire.imap.Numbers;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.Watch;

/// The mailbox that a session has selected, as its client knows it: message n of the client is
/// index n-1 of the known view. The view moves on only where the client may be told so, which keeps
/// sequence numbers right while others expunge (RFC 9051 §5.5, §7.5.1).
final class SelectedMailbox {
  private final Session session;
  private final MailAccount account;
  private final MailboxId id;
  private final boolean personal;
  private final boolean writable;
  private final int recentFrom;
  private MailboxView known;
  private MailboxView told;
  private Indexes saved = Indexes.NONE;
  private boolean closed;

  /// Whether the client was last told of a lower HIGHESTMODSEQ than of changes.
  private boolean holding;

  /// Messages from this UID on are new to a client that asked for data of new ones (RFC 5465 §5.2).
  private int freshFrom;

  /// Some of those that the session filed itself, of which no FETCH response tells.
  private Set<Integer> filed = Set.of();

  /// Changes that the session made itself and has answered already.
  @FunctionalInterface
  interface Own {
    /// The session made none.
    Own NONE = (_, _) -> false;

    /// Whether the message's last change was the session's.
    boolean made(int uid, long modSeq);
  }

  /// @param account whose mailbox it is
  SelectedMailbox(Session session, MailAccount account, Selected opened, boolean writable) {
    this.session = session;
    this.account = account;
    this.personal = account.id().equals(session.account().id());
    this.id = opened.view().mailbox();
    this.writable = writable;
    this.recentFrom = opened.recentFrom();
    this.known = opened.view();
    this.told = opened.view();
    this.freshFrom = opened.view().status().uidNext();
  }

  /// Known messages of which the client was not told by a FETCH response yet; it is now.
  ///
  /// @param most how many at most
  Indexes fresh(int most) {
    int index = known.indexAtOrAfter(freshFrom);
    Indexes.Builder fresh = new Indexes.Builder();
    for (int count = 0; count < most && index < known.count(); index++) {
      freshFrom = known.uid(index) + 1;
      if (!filed.contains(known.uid(index))) {
        fresh.add(index, index);
        count++;
      }
    }
    if (!filed.isEmpty()) {
      filed.removeIf(uid -> uid < freshFrom);
    }
    return fresh.build();
  }

  /// The session itself filed messages (RFC 5465 §5.2).
  void filed(List<Integer> uids) {
    if (filed.isEmpty()) {
      filed = new HashSet<>();
    }
    filed.addAll(uids);
  }

  MailboxId id() {
    return id;
  }

  /// Whether it was opened by SELECT.
  boolean writable() {
    return writable;
  }

  /// The view that the client's sequence numbers refer to.
  MailboxView known() {
    return known;
  }

  /// The mailbox as it is now. Never older than what the client was told of: while a commit is
  /// being published, the account may still show the mailbox as it was before.
  ///
  /// @throws MailboxGoneException when it was deleted
  MailboxView latest() {
    MailboxView latest = account.view(id).orElseThrow(MailboxGoneException::new);
    MailboxView newest =
        told.status().highestModSeq() > known.status().highestModSeq() ? told : known;
    return latest.status().highestModSeq() < newest.status().highestModSeq() ? newest : latest;
  }

  /// Whose mailbox it is, as the client sees it.
  MailAccount account() {
    return account;
  }

  /// Whether it is the one that was found.
  boolean is(Located place) {
    return id.equals(place.id()) && account.id().equals(place.account().id());
  }

  /// What the client may do with it now; of its own, everything.
  AccessRights rights() {
    return personal ? AccessRights.ALL : session.shared().rights(session, account, id);
  }

  /// Whether reading a message sets its \Seen.
  boolean keepsSeen() {
    return writable && rights().has(Right.SEEN);
  }

  /// Whether a message is \Recent here.
  boolean recent(int uid) {
    return uid >= recentFrom;
  }

  /// How many messages of a view are \Recent here.
  int recents(MailboxView view) {
    return view.count() - view.indexAtOrAfter(recentFrom);
  }

  /// What SEARCH saved, as indexes of the known view (RFC 9051 §6.4.4.1).
  Indexes saved() {
    return saved;
  }

  void save(Indexes result) {
    saved = result;
  }

  /// Tells what happened, expunges included: for commands that refer to no sequence numbers.
  List<Response> catchUp() {
    return catchUp(true, Own.NONE);
  }

  /// The same for what the command did itself, whatever the client asked to be told of.
  List<Response> settle() {
    return advance(true, Own.NONE, session.tells(Watch.Event.FLAG_CHANGE));
  }

  /// The same, with all flags that changed.
  List<Response> tellAll() {
    return advance(true, Own.NONE, true);
  }

  /// Tells what happened, as far as the command that is being answered allows.
  ///
  /// @param expunges whether EXPUNGE responses may go out now; otherwise, when there are some to
  ///   tell, the client learns of changed flags only and the rest waits
  List<Response> catchUp(boolean expunges, Own own) {
    return session.tells(Watch.Event.MESSAGE_NEW)
        ? advance(expunges, own, session.tells(Watch.Event.FLAG_CHANGE))
        : List.of();
  }

  /// The right to read was taken away meanwhile, which is told once.
  private List<Response> closed() {
    if (closed) {
      return List.of();
    }
    closed = true;
    return List.of(
        new Response.No(Code.Simple.NOPERM, "The selected mailbox is closed to you now"));
  }

  private List<Response> advance(boolean expunges, Own own, boolean flags) {
    if (!rights().has(Right.READ)) {
      return closed();
    }
    closed = false;
    MailboxView latest = latest();
    if (latest == known && (latest == told || !flags)) {
      return List.of();
    }
    List<Response> responses = new ArrayList<>();
    ViewDelta delta = latest.since(known);
    boolean waits = !flags && lags();
    List<Integer> changed = waits ? List.of() : changed(latest, delta);
    if (!expunges && !delta.expunged().isEmpty()) {
      if (!waits) {
        tell(latest, changed, own, flags, responses);
      }
      responses.addAll(held());
      return responses;
    }
    expunged(delta.expunged(), responses);
    int before = known.count() - delta.expunged().size();
    int recentBefore = recents(known);
    saved = saved.moved(known, latest);
    known = latest;
    if (latest.count() != before) {
      responses.add(new Response.Exists(latest.count()));
    }
    if (!session.revision2() && recents(latest) != recentBefore) {
      responses.add(new Response.Recent(recents(latest)));
    }
    if (!waits) {
      tell(latest, changed, own, flags, responses);
    }
    if (holding && told == known) {
      holding = false;
      responses.add(new Response.Ok(new Code.HighestModSeq(allTold()), "All told"));
    }
    return responses;
  }

  /// Known messages whose flags the client may not know as they are now.
  private List<Integer> changed(MailboxView latest, ViewDelta sinceKnown) {
    if (told == known) {
      return sinceKnown.changed();
    }
    Set<Integer> changed = new TreeSet<>(latest.since(told).changed());
    int upTo = known.status().uidNext();
    int index = latest.indexAtOrAfter(told.status().uidNext());
    for (; index < latest.count() && latest.uid(index) < upTo; index++) {
      changed.add(latest.uid(index));
    }
    return List.copyOf(changed);
  }

  /// Tells of changed flags, or that the client has not been told of some when it did not ask to
  /// (RFC 5465 §5.3): then they stay to be told, and no HIGHESTMODSEQ goes past them.
  private void tell(
      MailboxView latest, List<Integer> changed, Own own, boolean flags, List<Response> responses) {
    if (flags) {
      flags(latest, changed, own, responses);
      told = latest;
    } else if (changed.stream().allMatch(uid -> own.made(uid, modSeq(latest, uid)))) {
      told = latest;
    }
  }

  private static long modSeq(MailboxView view, int uid) {
    int index = view.indexOf(uid);
    return index < 0 ? 0 : view.modSeq(index);
  }

  /// Whether the client was not told of flags that changed before what it knows.
  private boolean lags() {
    return told.status().highestModSeq() < known.status().highestModSeq();
  }

  /// Up to which change the client was told of all.
  long allTold() {
    return Math.min(known.status().highestModSeq(), told.status().highestModSeq());
  }

  /// What a command that expunged something ends with: up to which change the client knows all now
  /// (RFC 7162 §3.2.7, §3.2.9); null when it does not want to know.
  @Nullable Code reached() {
    return session.modSeqs() ? new Code.HighestModSeq(allTold()) : null;
  }

  /// Keeps a client that resynchronizes from believing that it knows all changes up to those that
  /// it was told of, while some before them wait (RFC 7162 §3.2, §6).
  List<Response> held() {
    if (!session.resync() || (latest() == known && !lags())) {
      return List.of();
    }
    holding = true;
    return List.of(new Response.Ok(new Code.HighestModSeq(allTold()), "Some news wait"));
  }

  private void expunged(List<Integer> uids, List<Response> responses) {
    if (uids.isEmpty()) {
      return;
    }
    if (session.resync() || session.uidOnly()) {
      Numbers.Builder gone = new Numbers.Builder();
      uids.forEach(gone::add);
      responses.add(new Response.Vanished(false, gone.build()));
      return;
    }
    int removed = 0;
    for (int uid : uids) {
      responses.add(new Response.Expunged(known.indexOf(uid) + 1L - removed));
      removed++;
    }
  }

  private void flags(MailboxView latest, List<Integer> uids, Own own, List<Response> responses) {
    for (int uid : uids) {
      int index = known.indexOf(uid);
      int now = latest.indexOf(uid);
      if (index >= 0 && now >= 0 && !own.made(uid, latest.modSeq(now))) {
        responses.add(flags(index, latest, now));
      }
    }
  }

  /// Whether the client can tell the flags of a message by itself after a change of its own: nobody
  /// else changed them since it was told.
  boolean expects(FlagResult.Entry entry, FlagChange change) {
    int index = told.indexOf(entry.uid());
    return index >= 0 && change.apply(told.flags(index)).equals(entry.flags());
  }

  /// Whether a message has, of some flags, still those that it had when the client knew it as of a
  /// change.
  boolean keeps(int uid, long asOf, Flags flags, MailboxView latest) {
    int before = told.indexOf(uid);
    int now = latest.indexOf(uid);
    return asOf <= told.status().highestModSeq()
        && before >= 0
        && now >= 0
        && told.modSeq(before) <= asOf
        && among(told.flags(before), flags).equals(among(latest.flags(now), flags));
  }

  private static Flags among(Flags all, Flags some) {
    return all.without(all.without(some));
  }

  /// A FETCH response with the flags of a message.
  ///
  /// @param index in the known view
  /// @param now index in the latest view
  private Response flags(int index, MailboxView latest, int now) {
    int uid = latest.uid(now);
    List<FetchData> data = new ArrayList<>(3);
    data.add(new FetchData.Uid(uid));
    data.add(new FetchData.Flagged(FlagNames.wire(latest.flags(now), recentShown(uid))));
    if (session.modSeqs()) {
      data.add(new FetchData.ModSeq(latest.modSeq(now)));
    }
    return fetched(index, uid, data);
  }

  /// What is told of a message, under the number that the client knows it by.
  ///
  /// @param index in the known view
  Response fetched(int index, int uid, List<FetchData> data) {
    if (!session.uidOnly()) {
      return new Response.Fetched(index + 1L, data);
    }
    List<FetchData> others =
        data.stream().filter(item -> !(item instanceof FetchData.Uid)).toList();
    return new Response.UidFetched(uid, others.isEmpty() ? data : others); // one at least
  }

  /// Whether the client is to see \Recent, which IMAP4rev2 has no more.
  boolean recentShown(int uid) {
    return !session.revision2() && recent(uid);
  }
}
