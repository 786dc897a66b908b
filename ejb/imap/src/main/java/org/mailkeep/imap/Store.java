package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mailbox.AccessRights;
import org.mailkeep.mailbox.FlagChange;
import org.mailkeep.mailbox.FlagResult;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.Right;
import org.mailkeep.mailbox.SystemFlag;
import org.mailkeep.mailbox.UidSet;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Command.StoreMode;
import org.mailkeep.wire.imap.FetchData;
import org.mailkeep.wire.imap.Numbers;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.imap.Watch;

/// STORE and UID STORE (RFC 9051 §6.4.6, RFC 7162 §3.1.3): some messages in each part, each part
/// one commit.
final class Store implements LongAnswer {
  /// Messages of one commit.
  private static final int GROUP = 1024;

  private final Session session;
  private final SelectedMailbox mailbox;
  private final Command.Store command;
  private final FlagChange change;
  private final Indexes.Walk walk;
  private final Map<Integer, Long> own = new HashMap<>();
  private final Numbers.Builder modified = new Numbers.Builder();
  private final @Nullable Code reached;
  private boolean gone;
  private boolean refused;

  private Store(Session session, Command.Store command, MessageLimits.Part part) {
    this.session = session;
    this.mailbox = session.selected();
    this.command = command;
    this.change =
        new FlagChange(kind(command), FlagNames.mailbox(command.flags()), mailbox.rights());
    this.walk = part.messages().walk();
    this.reached = part.code();
  }

  static Answer run(Session session, Command.Store command, MessageLimits limits) {
    SelectedMailbox mailbox = session.selected();
    if (!mailbox.writable()) {
      return Answer.no(Code.Simple.READ_ONLY, "The mailbox is open for reading only");
    }
    Right missing = missing(mailbox.rights(), command);
    if (missing != null) {
      return Located.refused(missing);
    }
    if (command.unchangedSince() >= 0) {
      session.enableModSeqs();
    }
    Indexes messages = Indexes.of(mailbox, command.messages(), command.by());
    MessageLimits.Part part = limits.within(messages, mailbox.known());
    return session.begin(new Store(session, command, part));
  }

  /// The right that would allow any of the flags, when none does (RFC 4314 §4).
  private static @Nullable Right missing(AccessRights rights, Command.Store command) {
    Flags flags = FlagNames.mailbox(command.flags());
    boolean any =
        flags.equals(Flags.NONE)
            ? rights.any(Right.SEEN, Right.WRITE, Right.DELETE_MESSAGES)
            : !rights.change(Flags.NONE, flags).equals(Flags.NONE);
    if (any) {
      return null;
    }
    if (flags.equals(Flags.of(SystemFlag.SEEN))) {
      return Right.SEEN;
    }
    return flags.equals(Flags.of(SystemFlag.DELETED)) ? Right.DELETE_MESSAGES : Right.WRITE;
  }

  private static FlagChange.Kind kind(Command.Store command) {
    return switch (command.mode()) {
      case REPLACE -> FlagChange.Kind.SET;
      case ADD -> FlagChange.Kind.ADD;
      case REMOVE -> FlagChange.Kind.REMOVE;
    };
  }

  @Override
  public Answer next() {
    List<Response> responses = new ArrayList<>();
    Indexes.Builder group = new Indexes.Builder();
    int count = 0;
    for (; walk.more() && count < GROUP; count++) {
      int index = walk.next();
      group.add(index, index);
    }
    if (count > 0) {
      store(group.build(), count, responses);
    }
    return walk.more() ? Answer.more(responses) : last(responses);
  }

  private void store(Indexes group, int count, List<Response> responses) {
    MailboxView known = mailbox.known();
    long since = command.unchangedSince() < 0 ? Long.MAX_VALUE : command.unchangedSince();
    FlagResult result = store(group.uids(known), since);
    int answered = tell(result, responses);
    MailboxView latest = mailbox.latest();
    UidSet apart = command.mode() == StoreMode.REPLACE ? UidSet.NONE : apart(result, latest);
    FlagResult again = store(apart, latest.status().highestModSeq());
    answered += tell(again, responses);
    for (int uid : uids(result.modified())) {
      if (!apart.contains(uid) || again.modified().contains(uid)) {
        modified.add(Indexes.number(known, known.indexOf(uid), command.by()));
        answered++;
      }
    }
    gone |= answered < count;
  }

  private FlagResult store(UidSet uids, long unchangedSince) {
    return uids.spans().isEmpty()
        ? new FlagResult(List.of(), List.of(), UidSet.NONE, UidSet.NONE)
        : mailbox.account().store(mailbox.id(), uids, change, unchangedSince);
  }

  /// Messages that changed, but none of the flags that are added or removed did: no reason to leave
  /// them alone (RFC 7162 §3.1.3, §3.1.12).
  private UidSet apart(FlagResult result, MailboxView latest) {
    return UidSet.of(
        Arrays.stream(uids(result.modified()))
            .filter(uid -> mailbox.keeps(uid, command.unchangedSince(), change.flags(), latest))
            .toArray());
  }

  private static int[] uids(UidSet set) {
    return set.spans().stream()
        .flatMapToInt(span -> IntStream.rangeClosed(span.first(), span.last()))
        .toArray();
  }

  /// @return how many messages that tells of
  private int tell(FlagResult result, List<Response> responses) {
    for (FlagResult.Entry entry : result.changed()) {
      own.put(entry.uid(), entry.modSeq());
      // what others did before this change must not stay untold (RFC 9051 §6.4.6)
      boolean flags = !command.silent() || !mailbox.expects(entry, change);
      tell(entry, flags, responses);
    }
    result.unchanged().forEach(entry -> tell(entry, !command.silent(), responses));
    int over = uids(result.refused()).length;
    refused |= over > 0;
    return result.changed().size() + result.unchanged().size() + over;
  }

  private void tell(FlagResult.Entry entry, boolean flags, List<Response> responses) {
    boolean conditional = session.modSeqs();
    if (!flags && !conditional) {
      return;
    }
    List<FetchData> data = new ArrayList<>(3);
    if (command.by() == Numbering.UID || conditional) {
      data.add(new FetchData.Uid(entry.uid()));
    }
    if (flags) {
      data.add(
          new FetchData.Flagged(FlagNames.wire(entry.flags(), mailbox.recentShown(entry.uid()))));
    }
    if (conditional) {
      data.add(new FetchData.ModSeq(entry.modSeq()));
    }
    responses.add(mailbox.fetched(mailbox.known().indexOf(entry.uid()), entry.uid(), data));
  }

  private Answer last(List<Response> responses) {
    boolean byUid = command.by() == Numbering.UID;
    responses.addAll(mailbox.catchUp(byUid, (uid, modSeq) -> Objects.equals(own.get(uid), modSeq)));
    if (!session.tells(Watch.Event.MESSAGE_NEW) || !session.tells(Watch.Event.FLAG_CHANGE)) {
      responses.addAll(mailbox.held()); // NOTIFY lets older changes wait
    }
    Numbers left = modified.build();
    @Nullable Code code = left.isEmpty() ? reached : new Code.Modified(left);
    if (reached != null && !left.isEmpty()) {
      responses.add(new Response.No(reached, "Too many messages")); // RFC 9738 §3.1
    }
    if (refused) {
      String text = FlagNames.most(mailbox.account().limits());
      if (code != null) {
        responses.add(new Response.No(Code.Simple.LIMIT, text));
      }
      return no(responses, code == null ? Code.Simple.LIMIT : code, text); // RFC 5530 §3
    }
    if (gone && !byUid) {
      return no(
          responses, code == null ? Code.Simple.EXPUNGEISSUED : code, "Some messages are gone");
    }
    return Answer.ok(responses, code, "Stored");
  }

  private static Answer no(List<Response> responses, Code code, String text) {
    return new Answer(responses, new Answer.Tagged(Answer.Condition.NO, code, text));
  }
}
