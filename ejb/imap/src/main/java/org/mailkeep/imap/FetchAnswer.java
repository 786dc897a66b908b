package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.mailbox.FlagChange;
import org.mailkeep.mailbox.FlagResult;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.mailbox.SystemFlag;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.FetchData;
import org.mailkeep.wire.imap.FetchItem;
import org.mailkeep.wire.imap.FetchItem.Simple;
import org.mailkeep.wire.imap.Response;

/// The answer to a FETCH, part by part. Sequence numbers are the client's; flags are those of now.
/// A message that is gone is left out (RFC 2180 §4.1.2).
final class FetchAnswer implements LongAnswer {
  private static final FlagChange SEEN =
      new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.SEEN));

  /// Messages that one part passes over at most, wanted or not.
  private static final int LOOK = 65_536;

  /// Messages whose octets are wanted come in small groups, as few may fill a part.
  private static final int GROUP = 16;

  private final Session session;
  private final SelectedMailbox mailbox;
  private final MessageReading reading;
  private final Indexes.Walk walk;
  private final FetchPlan plan;
  private final Answer.Tagged done;
  private final Numbering by;
  private final Map<Integer, Long> marked = new HashMap<>();
  private final boolean current;
  private List<Response> first;
  private boolean gone;

  /// What a FETCH is about.
  ///
  /// @param current whether flags are those of now; otherwise all is as the client knows the
  ///   mailbox, and nothing is left out
  record Request(Indexes messages, FetchPlan plan, Numbering by, boolean current) {
    Request(Indexes messages, FetchPlan plan, Numbering by) {
      this(messages, plan, by, true);
    }
  }

  /// @param first what goes out before the messages
  /// @param done what the command ends with, when no message is gone
  FetchAnswer(
      Session session,
      MessageReading reading,
      Request request,
      List<Response> first,
      Answer.Tagged done) {
    this.session = session;
    this.mailbox = session.selected();
    this.reading = reading;
    this.walk = request.messages().walk();
    this.plan = request.plan();
    this.by = request.by();
    this.current = request.current();
    this.first = first;
    this.done = done;
  }

  /// Data of messages that nobody asked for by a command (RFC 5465 §5.2).
  static List<Response> of(
      Session session, MessageReading reading, Indexes messages, List<FetchItem> items) {
    FetchPlan plan = new FetchPlan(items, -1, session.modSeqs());
    Answer.Tagged done = new Answer.Tagged(Answer.Condition.OK, null, "");
    FetchAnswer answer =
        new FetchAnswer(
            session, reading, new Request(messages, plan, Numbering.UID), List.of(), done);
    List<Response> responses = new ArrayList<>();
    while (answer.walk.more()) {
      responses.addAll(answer.next().responses());
    }
    return responses;
  }

  /// A message of this part.
  ///
  /// @param index in the known view
  /// @param now index in the latest view
  private record Row(int index, int now, EmailId email) {}

  @Override
  public Answer next() {
    MailboxView latest = current ? mailbox.latest() : mailbox.known();
    List<Response> responses = new ArrayList<>(first);
    first = List.of();
    int octets = 0;
    int looked = 0;
    int rows = 0;
    while (walk.more() && octets < OCTETS && looked < LOOK && rows < MESSAGES) {
      List<Row> group = new ArrayList<>();
      int size = plan.needsOctets() ? GROUP : MESSAGES;
      for (; walk.more() && group.size() < size && looked < LOOK; looked++) {
        row(latest, walk.next(), group);
      }
      rows += group.size();
      octets += fetch(latest, group, responses);
    }
    return walk.more() ? Answer.more(responses) : last(responses);
  }

  private void row(MailboxView latest, int index, List<Row> group) {
    MailboxView known = mailbox.known();
    int now = latest == known ? index : latest.indexOf(known.uid(index));
    if (now < 0) {
      gone = true;
    } else if (latest.modSeq(now) > plan.changedSince()) {
      group.add(new Row(index, now, latest.email(now)));
    }
  }

  private Answer last(List<Response> responses) {
    if (!marked.isEmpty()) {
      responses.addAll(
          mailbox.catchUp(
              by == Numbering.UID, (uid, modSeq) -> Objects.equals(marked.get(uid), modSeq)));
    }
    if (current && (plan.modSeqs() || plan.items().contains(Simple.MODSEQ))) {
      responses.addAll(mailbox.held());
    }
    if (gone && by == Numbering.SEQUENCE) {
      return new Answer(
          responses,
          new Answer.Tagged(
              Answer.Condition.NO, Code.Simple.EXPUNGEISSUED, "Some messages are gone"));
    }
    return new Answer(responses, done);
  }

  /// @return octets of the messages that were read, about
  private int fetch(MailboxView latest, List<Row> group, List<Response> responses) {
    if (group.isEmpty()) {
      return 0;
    }
    Map<EmailId, StoredMessage> stored =
        plan.needsStored()
            ? mailbox.account().messages(group.stream().map(Row::email).toList())
            : Map.of();
    Map<Integer, FlagResult.Entry> seen = plan.marksSeen() ? markSeen(latest, group) : Map.of();
    int octets = 0;
    for (Row row : group) {
      StoredMessage message = stored.get(row.email());
      if (message == null && plan.needsStored()) {
        gone = true;
        continue;
      }
      FlagResult.Entry mark = seen.get(latest.uid(row.now()));
      List<FetchData> data = data(latest, row, message, mark);
      responses.add(mailbox.fetched(row.index(), latest.uid(row.now()), data));
      octets += MessageReading.weight(data);
    }
    return octets;
  }

  private Map<Integer, FlagResult.Entry> markSeen(MailboxView latest, List<Row> group) {
    int[] unseen =
        group.stream()
            .filter(row -> !latest.flags(row.now()).has(SystemFlag.SEEN))
            .mapToInt(row -> latest.uid(row.now()))
            .toArray();
    if (unseen.length == 0 || !mailbox.keepsSeen()) {
      return Map.of();
    }
    Map<Integer, FlagResult.Entry> entries = new HashMap<>();
    FlagResult result =
        mailbox.account().store(mailbox.id(), UidSet.of(unseen), SEEN, Long.MAX_VALUE);
    for (FlagResult.Entry entry : result.changed()) {
      entries.put(entry.uid(), entry);
      marked.put(entry.uid(), entry.modSeq());
    }
    return entries;
  }

  private List<FetchData> data(
      MailboxView latest,
      Row row,
      @Nullable StoredMessage message,
      FlagResult.@Nullable Entry mark) {
    int uid = latest.uid(row.now());
    Flags flags = mark == null ? latest.flags(row.now()) : mark.flags();
    long modSeq = mark == null ? latest.modSeq(row.now()) : mark.modSeq();
    List<FetchData> data = new ArrayList<>(plan.items().size() + 2);
    for (FetchItem item : plan.items()) {
      data.add(
          switch (item) {
            case Simple.UID -> new FetchData.Uid(uid);
            case Simple.FLAGS -> flagged(uid, flags);
            case Simple.INTERNALDATE -> new FetchData.InternalDate(latest.received(row.now()));
            case Simple.RFC822_SIZE -> new FetchData.Size(latest.size(row.now()));
            case Simple.MODSEQ -> new FetchData.ModSeq(modSeq);
            case Simple.SAVEDATE -> new FetchData.SaveDate(latest.saved(row.now()));
            case Simple.EMAILID, Simple.THREADID -> id(Objects.requireNonNull(message), item);
            case Simple.ENVELOPE, Simple.BODY, Simple.BODYSTRUCTURE -> reading.part(message, item);
            case FetchItem.Body _,
                FetchItem.Binary _,
                FetchItem.BinarySize _,
                FetchItem.Preview _ ->
                reading.part(message, item);
          });
    }
    if (mark != null && session.modSeqs() && !plan.items().contains(Simple.UID)) {
      data.add(new FetchData.Uid(uid)); // RFC 7162 §3.2.4
    }
    if (mark != null && !plan.wantsFlags()) {
      data.add(flagged(uid, flags));
    }
    boolean asked = plan.items().contains(Simple.MODSEQ);
    if (!asked && (plan.modSeqs() || (mark != null && session.modSeqs()))) {
      data.add(new FetchData.ModSeq(modSeq));
    }
    return data;
  }

  private FetchData id(StoredMessage message, FetchItem item) {
    AccountId owner = mailbox.account().id();
    return item == Simple.EMAILID
        ? new FetchData.EmailId(ObjectIds.email(owner, message))
        : new FetchData.ThreadId(ObjectIds.thread(owner, message));
  }

  private FetchData flagged(int uid, Flags flags) {
    return new FetchData.Flagged(FlagNames.wire(flags, mailbox.recentShown(uid)));
  }
}
