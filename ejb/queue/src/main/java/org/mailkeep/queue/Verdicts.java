package org.mailkeep.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailkeep.queue.RecipientState.Phase;

/// Turns the outcomes of an attempt into what is to be stored and whom to tell; decides, and
/// changes nothing.
record Verdicts(Schedule schedule, int mostRecipients) {
  private static final String EXPIRED = "5.4.7";
  private static final Status POSTED = Status.ours("2.0.0", "Posted to the list");
  private static final Status FILED = Status.ours("2.0.0", "Delivered");

  /// What an attempt comes to.
  ///
  /// @param states of the recipients that were tried
  /// @param members who take the place of recipients that were expanded
  /// @param reports what the sender is to be told
  /// @param postings messages of lists
  record Change(
      SortedMap<Integer, RecipientState> states,
      List<Recipient> members,
      List<ReportLine> reports,
      List<Outcome.Posted> postings) {
    /// One that tells nobody of it.
    static Change of(SortedMap<Integer, RecipientState> states) {
      return new Change(states, List.of(), List.of(), List.of());
    }
  }

  /// Weighs the outcomes of some recipients.
  Change weigh(StoredMessage message, Map<Integer, Outcome> outcomes, Instant now) {
    var change =
        new Change(new TreeMap<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    outcomes.forEach((index, outcome) -> weigh(message, index, outcome, now, change));
    return change;
  }

  private void weigh(
      StoredMessage message, int index, Outcome outcome, Instant now, Change change) {
    RecipientState state = message.state(index);
    switch (outcome) {
      case Outcome.Filed() -> {
        change.states.put(index, state.through(Phase.DELIVERED, null));
        tell(message, index, ReportLine.Kind.DELIVERED, FILED, change);
      }
      case Outcome.Delivered(Status status, boolean reportsItself) -> {
        change.states.put(index, state.through(Phase.DELIVERED, status));
        if (!reportsItself) {
          tell(message, index, ReportLine.Kind.RELAYED, status, change);
        }
      }
      case Outcome.Failed(Status status) -> fail(message, index, status, change);
      case Outcome.Deferred(Status status) -> defer(message, index, status, now, change);
      case Outcome.Expanded(List<Recipient> members) -> expand(message, index, members, change);
      case Outcome.Posted posted -> post(message, index, posted, change);
    }
  }

  private void fail(StoredMessage message, int index, Status status, Change change) {
    RecipientState state = message.state(index);
    if (state.phase() == Phase.CANCELLED) {
      change.states.put(index, state);
      return;
    }
    change.states.put(index, state.through(Phase.FAILED, status));
    tell(message, index, ReportLine.Kind.FAILED, status, change);
  }

  private void defer(StoredMessage message, int index, Status status, Instant now, Change change) {
    RecipientState state = message.state(index);
    Instant received = message.envelope().receivedAt();
    if (state.phase() == Phase.CANCELLED) {
      change.states.put(index, state);
    } else if (!now.isBefore(schedule.expiry(received))) {
      String why = "Not delivered in " + readable(schedule.expire()) + "; last: " + status.text();
      fail(message, index, new Status(EXPIRED, why, status.remote()), change);
    } else {
      int notices = schedule.noticesDue(received, now);
      Instant next = schedule.nextAttempt(received, now, state.retries() + 1);
      change.states.put(index, state.again(next, notices, status));
      if (notices > state.notices()) {
        tell(message, index, ReportLine.Kind.DELAYED, status, change);
      }
    }
  }

  private void expand(StoredMessage message, int index, List<Recipient> members, Change change) {
    var known = new HashSet<Recipient>();
    message.envelope().recipients().forEach(recipient -> known.add(recipient.target()));
    change.members.forEach(recipient -> known.add(recipient.target()));
    List<Recipient> fresh = members.stream().filter(m -> known.add(m.target())).toList();
    if (known.size() > mostRecipients) {
      fail(message, index, Status.ours("5.4.6", "Stands for too many addresses"), change);
      return;
    }
    change.members.addAll(fresh);
    change.states.put(index, message.state(index).through(Phase.EXPANDED, null));
  }

  // What a list does with a message is the list's affair (RFC 3461 §5.2.7.3).
  private static void post(StoredMessage message, int index, Outcome.Posted posted, Change change) {
    change.postings.add(posted);
    change.states.put(index, message.state(index).through(Phase.DELIVERED, POSTED));
    tell(message, index, ReportLine.Kind.DELIVERED, POSTED, change);
  }

  private static void tell(
      StoredMessage message, int index, ReportLine.Kind kind, Status status, Change change) {
    Recipient recipient = message.envelope().recipients().get(index);
    boolean nobodyToTell = message.envelope().sender() == null;
    if (nobodyToTell ? kind == ReportLine.Kind.FAILED : recipient.wants(kind.asked())) {
      change.reports.add(new ReportLine(kind, recipient, status));
    }
  }

  private static String readable(Duration time) {
    return time.toDays() > 0 ? time.toDays() + " days" : time.toMinutes() + " minutes";
  }
}
