package org.mailkeep.delivery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.MailingList;
import org.mailkeep.directory.api.Subscribers;
import org.mailkeep.kernel.Address;
import org.mailkeep.mime.HeaderBlock;
import org.mailkeep.queue.Attempt;
import org.mailkeep.queue.Envelope;
import org.mailkeep.queue.MailOptions;
import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.Recipient;
import org.mailkeep.queue.Status;
import org.mailkeep.store.api.BlobStore;

/// Makes of a message for a mailing list one of the list's own, to everyone on it: what cannot be
/// delivered comes back to the list's owner and not to the author (RFC 5321 §3.9.2).
///
/// Law: a message goes through a list once. It carries the list's `Delivered-To` (RFC 9228) and
/// `List-Id` (RFC 2919) from then on, and one that has either is refused; what has no return path,
/// such as a report, goes to the owner alone, so that reports breed no reports.
final class ListExploder {
  private static final int PIECE = 64 * 1024;

  /// Octets of header that are looked at; no message with more is accepted.
  private static final int MOST_HEADER = 4 << 20;

  private final LocalPorts ports;

  ListExploder(LocalPorts ports) {
    this.ports = ports;
  }

  Outcome explode(Attempt attempt, Recipient recipient, MailingList list) {
    Address owner = owner(list);
    if (attempt.envelope().sender() == null) {
      return owner.equals(recipient.address().canonical())
          ? failed("5.4.6", "A report cannot go to a list")
          : new Outcome.Expanded(List.of(recipient.member(owner, null)));
    }
    byte[] header = header(attempt);
    var fields = HeaderBlock.of(header);
    var own = new ListHeader(list, owner);
    if (own.isIn(fields)) {
      return failed("5.4.6", "The message has been through the list " + list.address());
    }
    return switch (ports.directory().subscribers(list.id())) {
      case Answer.Found<Subscribers>(Subscribers all) -> {
        if (all.count() == 0) {
          yield failed("5.2.4", "The list has no members");
        }
        if (all.count() > ports.lists().recipients()) {
          yield failed("5.2.4", "The list has too many members");
        }
        yield posted(attempt, own, fields, header, all);
      }
      case Answer.Unknown<Subscribers> _ -> failed("5.1.1", "No such list here");
      case Answer.Unavailable<Subscribers>(String reason) ->
          new Outcome.Deferred(Status.ours("4.3.0", "Directory unavailable: " + reason));
    };
  }

  private static Address owner(MailingList list) {
    Address owner = list.owner();
    return owner == null
        ? new Address(Addressing.POSTMASTER, list.address().domain())
        : owner.canonical();
  }

  private Outcome posted(
      Attempt attempt, ListHeader own, HeaderBlock fields, byte[] header, Subscribers all) {
    try (BlobStore.Sink sink = ports.blobs().sink()) {
      write(sink, own.trace(ports.lists(), attempt.id()));
      int kept = 0;
      for (HeaderBlock.Field field : fields.fields()) {
        if (own.replaces(field)) {
          sink.write(header, kept, field.start() - kept);
          kept = field.end();
        }
      }
      sink.write(header, kept, header.length - kept);
      long from = (long) attempt.envelope().returnPath() + header.length;
      for (long at = from; at < attempt.content().size(); at += PIECE) {
        write(sink, attempt.content().read(at, PIECE));
      }
      return new Outcome.Posted(
          sink.finish(), envelope(attempt, own, all), own.list().address().toString());
    }
  }

  private static void write(BlobStore.Sink sink, byte[] octets) {
    sink.write(octets, 0, octets.length);
  }

  /// The sender's wishes for reports end at the list (RFC 3461 §5.2.7.3).
  private Envelope envelope(Attempt attempt, ListHeader own, Subscribers all) {
    var recipients = new ArrayList<Recipient>();
    all.accounts()
        .forEach(
            one -> recipients.add(new Recipient(one.address(), Set.of(), null, one.account())));
    all.elsewhere().forEach(address -> recipients.add(Recipient.of(address)));
    MailOptions options = attempt.envelope().options();
    return new Envelope(
        own.owner(),
        recipients,
        ports.lists().clock().instant(),
        null,
        new MailOptions(options.body(), options.smtpUtf8(), null, null));
  }

  /// The octets up to the end of the header, without the Return-Path field that we put there.
  private static byte[] header(Attempt attempt) {
    long begin = attempt.envelope().returnPath();
    int most = PIECE;
    while (true) {
      byte[] octets = attempt.content().read(begin, most);
      int end = endOfHeader(octets);
      if (end >= 0) {
        return Arrays.copyOf(octets, end);
      }
      if (octets.length < most || most >= MOST_HEADER) {
        return octets;
      }
      most *= 4;
    }
  }

  /// Where the empty line begins; negative when there is none.
  private static int endOfHeader(byte[] octets) {
    boolean atStart = true;
    for (int at = 0; at < octets.length; at++) {
      boolean empty =
          octets[at] == '\n'
              || (octets[at] == '\r' && at + 1 < octets.length && octets[at + 1] == '\n');
      if (atStart && empty) {
        return at;
      }
      atStart = octets[at] == '\n';
    }
    return -1;
  }

  private static Outcome failed(String code, String text) {
    return new Outcome.Failed(Status.ours(code, text));
  }
}
