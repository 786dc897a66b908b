package org.mailkeep.delivery;

import java.time.Duration;
import java.util.List;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.MailingList;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.FilingResult;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.NewMessage;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.mailbox.Role;
import org.mailkeep.queue.Attempt;
import org.mailkeep.queue.Carrier;
import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.Recipient;
import org.mailkeep.queue.Status;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.DeliveryEvent;

/// Files mail into the inboxes of this server's accounts. Filing and the end of the recipient in
/// the queue are one commit.
public final class LocalCarrier implements Carrier {
  private final LocalPorts ports;
  private final FanOut fanOut;

  /// @param ports what it works with
  /// @param atOnce recipients of one message that are served at once
  public LocalCarrier(LocalPorts ports, int atOnce) {
    this.ports = ports;
    this.fanOut = new FanOut(ports.threads(), atOnce);
  }

  @Override
  public List<Outcome> carry(Attempt attempt) {
    var copy = new LocalCopy(attempt, ports.blobs(), ports.mime());
    return fanOut.each(attempt.recipients().size(), index -> deliver(attempt, copy, index));
  }

  private Outcome deliver(Attempt attempt, LocalCopy copy, int index) {
    Recipient recipient = attempt.recipients().get(index);
    AccountId account = recipient.account();
    try {
      return account == null
          ? resolve(attempt, copy, index)
          : member(attempt, copy, index, account);
    } catch (StoreException e) {
      return deferred("4.3.0", "Store unavailable: " + e.getMessage());
    }
  }

  /// An account that an address stood for when it was expanded; it may be gone since.
  private Outcome member(Attempt attempt, LocalCopy copy, int index, AccountId account) {
    return switch (ports.directory().account(account)) {
      case Answer.Found<Account> _ -> file(attempt, copy, index, account);
      case Answer.Unknown<Account> _ -> failed("5.1.1", "No such mailbox here");
      case Answer.Unavailable<Account>(String reason) ->
          deferred("4.3.0", "Directory unavailable: " + reason);
    };
  }

  private Outcome resolve(Attempt attempt, LocalCopy copy, int index) {
    Recipient recipient = attempt.recipients().get(index);
    return switch (ports.directory().resolve(recipient.address())) {
      case Resolution.Accounts(List<Resolution.Recipient> found) ->
          found.size() == 1
              ? file(attempt, copy, index, found.getFirst().account())
              : new Outcome.Expanded(
                  found.stream()
                      .map(one -> recipient.member(one.address(), one.account()))
                      .toList());
      case Resolution.Mailing(MailingList list) ->
          new ListExploder(ports).explode(attempt, recipient, list);
      case Resolution.UnknownMailbox() -> failed("5.1.1", "No such mailbox here");
      case Resolution.NotLocal() -> failed("5.1.2", "The domain is no longer served here");
      case Resolution.Unavailable(String reason) ->
          deferred("4.3.0", "Directory unavailable: " + reason);
    };
  }

  private Outcome file(Attempt attempt, LocalCopy copy, int index, AccountId account) {
    long begin = System.nanoTime();
    MailAccount mail = ports.accounts().open(account);
    Mailbox inbox = mail.withRole(Role.INBOX).orElseThrow();
    var message =
        new NewMessage(
            inbox.id(),
            copy.content(index),
            copy.structure(),
            Flags.NONE,
            attempt.envelope().receivedAt());
    FilingResult result =
        mail.file(
            List.of(message),
            (_, batch) -> {
              attempt.settle(index, batch);
              return true;
            });
    return switch (result) {
      case FilingResult.Filed(List<FilingResult.Message> filed) -> {
        copy.filed();
        tell(
            attempt, account, inbox, filed.getFirst(), Duration.ofNanos(System.nanoTime() - begin));
        yield new Outcome.Filed();
      }
      case FilingResult.Settled() -> new Outcome.Filed();
      case FilingResult.NoMailbox _ -> deferred("4.2.0", "The inbox is being changed");
      case FilingResult.OverQuota(Quota quota) -> full(quota, message.content().size());
    };
  }

  /// A full mailbox may be emptied before the message expires; one that is too small stays so.
  private static Outcome full(Quota quota, long size) {
    return quota.maxBytes() > 0 && size > quota.maxBytes()
        ? failed("5.2.3", "The message is larger than the mailbox may be")
        : deferred("4.2.2", "The mailbox is full");
  }

  private void tell(
      Attempt attempt,
      AccountId account,
      Mailbox inbox,
      FilingResult.Message filed,
      Duration took) {
    ports
        .events()
        .emit(
            new DeliveryEvent.Filed(
                attempt.id().toString(), account.toString(), inbox.path(), filed.uid(), took));
  }

  private static Outcome deferred(String code, String text) {
    return new Outcome.Deferred(Status.ours(code, text));
  }

  private static Outcome failed(String code, String text) {
    return new Outcome.Failed(Status.ours(code, text));
  }
}
