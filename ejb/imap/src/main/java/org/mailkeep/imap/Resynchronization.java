package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.Change;
import org.mailkeep.mailbox.Changes;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.FetchItem.Simple;
import org.mailkeep.wire.imap.Numbers;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.SequenceSet;

/// Tells a client what changed while it was away: UIDs that are gone, and flags (RFC 7162 §3.2.5,
/// §3.2.6).
final class Resynchronization {
  /// Entries of the change log that one look reads; a client that was away for longer is told of
  /// every UID that is not there.
  private static final int LOOK = 4096;

  private Resynchronization() {}

  /// The rest of the answer to SELECT with QRESYNC.
  static LongAnswer ofSelect(
      Session session,
      MessageReading reading,
      Command.Resync client,
      List<Response> first,
      Answer.Tagged done) {
    SelectedMailbox mailbox = session.selected();
    UidSet known = uids(client.knownUids(), mailbox.known());
    List<Response> responses = new ArrayList<>(first);
    vanished(session, client.modSeq(), known, responses);
    MailboxView view = mailbox.known();
    Indexes changed = Indexes.all(view).changedSince(view, view, client.modSeq());
    FetchPlan plan =
        new FetchPlan(List.of(Simple.UID, Simple.FLAGS), client.modSeq(), session.modSeqs());
    // as of EXISTS: of a message that is gone since then the client must know the UID
    FetchAnswer.Request request =
        new FetchAnswer.Request(changed.among(known, view), plan, Numbering.UID, false);
    return new FetchAnswer(session, reading, request, responses, done);
  }

  /// Adds a VANISHED (EARLIER) response when UIDs of a set are gone since a change.
  static void vanished(Session session, long since, UidSet among, List<Response> responses) {
    SelectedMailbox mailbox = session.selected();
    UidSet gone = logged(mailbox.account(), mailbox.id(), since);
    Numbers numbers =
        gone == null ? missing(mailbox.known(), among) : both(mailbox.known(), gone, among);
    if (!numbers.isEmpty()) {
      responses.add(new Response.Vanished(true, numbers));
    }
  }

  /// The UIDs of a client's set, or all that ever were.
  static UidSet uids(@Nullable SequenceSet set, MailboxView view) {
    int largest = view.status().uidNext() - 1;
    if (largest == 0) {
      return UidSet.NONE; // RFC 7162 §3.2.5.1
    }
    if (set == null || set.saved()) {
      return new UidSet(List.of(new UidSet.Span(1, largest)));
    }
    List<UidSet.Span> spans = new ArrayList<>();
    long[] ranges = set.resolve(largest);
    for (int i = 0; i < ranges.length; i += 2) {
      if (ranges[i] <= largest) {
        spans.add(new UidSet.Span((int) ranges[i], (int) Math.min(ranges[i + 1], largest)));
      }
    }
    return new UidSet(spans);
  }

  /// What the log says is gone; null when it does not reach back, or too much happened.
  private static @Nullable UidSet logged(MailAccount account, MailboxId mailbox, long since) {
    if (!(account.changesSince(since, LOOK) instanceof Changes.Page page) || page.more()) {
      return null;
    }
    int[] uids =
        page.changes().stream()
            .filter(change -> change.kind() == Change.Kind.DESTROYED)
            .filter(change -> mailbox.equals(change.mailbox()) && change.uid() > 0)
            .mapToInt(Change::uid)
            .toArray();
    return UidSet.of(uids);
  }

  private static Numbers both(MailboxView view, UidSet gone, UidSet among) {
    Numbers.Builder numbers = new Numbers.Builder();
    for (UidSet.Span span : gone.spans()) {
      for (int uid = span.first(); uid <= span.last(); uid++) {
        if (among.contains(uid) && view.indexOf(uid) < 0) {
          numbers.add(uid);
        }
      }
    }
    return numbers.build();
  }

  /// The UIDs of a set that no message has.
  private static Numbers missing(MailboxView view, UidSet among) {
    Numbers.Builder numbers = new Numbers.Builder();
    for (UidSet.Span span : among.spans()) {
      int index = view.indexAtOrAfter(span.first());
      int next = span.first();
      for (; index < view.count() && view.uid(index) <= span.last(); index++) {
        numbers.addRun(next, view.uid(index) - 1L);
        next = view.uid(index) + 1;
      }
      numbers.addRun(next, span.last());
    }
    return numbers.build();
  }
}
