package org.mailkeep.smtp;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.MailingList;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.queue.Notify;
import org.mailkeep.queue.Recipient;
import org.mailkeep.telemetry.SmtpEvent;
import org.mailkeep.wire.smtp.Command;
import org.mailkeep.wire.smtp.Path;
import org.mailkeep.wire.smtp.RcptParameters;
import org.mailkeep.wire.smtp.SessionFacts;
import org.mailkeep.wire.smtp.SmtpReply;
import org.mailkeep.wire.smtp.SmtpService;
import org.mailkeep.wire.smtp.SmtpSession;

/// RCPT (RFC 5321 §3.3, §3.6; enhanced codes of RFC 3463).
final class RcptCommand {
  private static final String POSTMASTER = "postmaster";
  private static final SmtpReply OK = SmtpReply.of(250, "2.1.5", "Recipient ok");
  private static final SmtpReply NO_MAILBOX = SmtpReply.of(550, "5.1.1", "No such mailbox here");
  private static final SmtpReply NO_DOMAIN = SmtpReply.of(550, "5.1.2", "No such domain here");
  private static final SmtpReply NO_RELAY = SmtpReply.of(550, "5.7.1", "Relaying denied");
  private static final SmtpReply NO_DIRECTORY =
      SmtpReply.of(451, "4.4.3", "Directory not available, try again later");
  private static final SmtpReply NO_ROOM = SmtpReply.of(452, "4.2.2", "Mailbox is full");
  private static final SmtpReply NEVER_ROOM =
      SmtpReply.of(552, "5.2.2", "Message is larger than the mailbox may hold");

  private final SmtpPorts ports;
  private final SmtpPolicy policy;
  private final List<Address> postmasters;

  RcptCommand(SmtpPorts ports, SmtpPolicy policy) {
    this.ports = ports;
    this.policy = policy;
    this.postmasters =
        OwnDomain.of(policy.hostname()).names().stream()
            .map(domain -> new Address(POSTMASTER, domain))
            .toList();
  }

  SmtpReply run(SmtpSession session, Command.Rcpt rcpt) {
    Path to = rcpt.to();
    Visit visit = Visit.of(session);
    Optional<Known> known =
        to.domain().isEmpty()
            ? postmaster()
            : to.toAddress().map(address -> new Known(address, ports.directory().resolve(address)));
    SmtpReply reply = known.map(one -> check(session, rcpt, one)).orElse(NO_DOMAIN);
    if (reply.isPositive() && known.isPresent()) {
      RcptParameters with = rcpt.parameters();
      visit.add(
          new Recipient(
              known.get().address(),
              reports(with.reportOn()),
              with.orcpt(),
              known.get().account()));
    } else {
      String from = String.valueOf(visit.sender() == null ? "" : visit.sender());
      ports
          .events()
          .emit(
              new SmtpEvent.RecipientRefused(
                  session.peer().id(), from, to.address(), reply.toString()));
    }
    return reply;
  }

  /// Where an address leads.
  ///
  /// @param account the one account that gets its mail though it has no such address; null when the
  ///   directory is asked again at delivery
  private record Known(Address address, Resolution resolution, @Nullable AccountId account) {
    Known(Address address, Resolution resolution) {
      this(address, resolution, null);
    }
  }

  private SmtpReply check(SmtpSession session, Command.Rcpt rcpt, Known known) {
    return switch (known.resolution()) {
      case Resolution.Accounts(var recipients) -> room(recipients, session);
      case Resolution.Mailing _ -> OK;
      case Resolution.UnknownMailbox() -> NO_MAILBOX;
      case Resolution.NotLocal() -> elsewhere(session, rcpt, known.address());
      case Resolution.Unavailable(var _) -> NO_DIRECTORY;
    };
  }

  // LMTP takes in nothing that would have to be sent on (RFC 2033 §5). A name without a dot is no
  // domain of the Internet's (RFC 5321 §2.3.5).
  private SmtpReply elsewhere(SmtpSession session, Command.Rcpt rcpt, Address address) {
    if (session.service() == SmtpService.LMTP) {
      return NO_DOMAIN;
    }
    if (!policy.relay().of(new SessionFacts(session).to(rcpt.to()), ports.world())) {
      return NO_RELAY;
    }
    if (address.domain().ascii().indexOf('.') < 0) {
      return NO_DOMAIN;
    }
    Visit.of(session).leadsElsewhere();
    return OK;
  }

  // One account with room is enough: the others' copies wait in the queue.
  private SmtpReply room(List<Resolution.Recipient> recipients, SmtpSession session) {
    long size = Math.max(1, declaredSize(session)); // no message is empty
    SmtpReply worst = NEVER_ROOM;
    for (Resolution.Recipient recipient : recipients) {
      Quota quota = ports.quota().apply(recipient);
      if (quota.accepts(size, 1)) {
        return OK;
      }
      if (quota.maxBytes() == 0 || size <= quota.maxBytes()) {
        worst = NO_ROOM;
      }
    }
    return worst;
  }

  private static long declaredSize(SmtpSession session) {
    return session.envelope().map(e -> e.mail().parameters().size()).orElse(-1L);
  }

  // <Postmaster> without a domain is ours (RFC 5321 §4.5.1): the first of these that somebody has,
  // or whoever stands in for a postmaster that nobody is.
  private Optional<Known> postmaster() {
    Optional<Known> unavailable = Optional.empty();
    for (Address candidate : postmasters) {
      switch (ports.directory().resolve(candidate)) {
        case Resolution.Accounts accounts -> {
          return Optional.of(new Known(candidate, accounts));
        }
        case Resolution.Mailing list -> {
          return Optional.of(new Known(candidate, list));
        }
        case Resolution.Unavailable away -> unavailable = Optional.of(new Known(candidate, away));
        case Resolution.UnknownMailbox _, Resolution.NotLocal _ -> {}
      }
    }
    return unavailable.isPresent()
        ? unavailable
        : postmasters.stream().findFirst().map(this::standIn);
  }

  private Known standIn(Address postmaster) {
    return switch (ports.directory().postmaster(postmaster)) {
      case Resolution.Accounts(var found) when found.size() == 1 ->
          new Known(postmaster, new Resolution.Accounts(found), found.getFirst().account());
      case Resolution.Mailing(MailingList list) ->
          new Known(list.address(), new Resolution.Mailing(list));
      case Resolution.Accounts accounts ->
          new Known(accounts.recipients().getFirst().address(), accounts);
      case Resolution.Unavailable away -> new Known(postmaster, away);
      case Resolution.UnknownMailbox _, Resolution.NotLocal _ ->
          new Known(postmaster, new Resolution.UnknownMailbox());
    };
  }

  private static Set<Notify> reports(Set<RcptParameters.Notify> asked) {
    Set<Notify> reports = EnumSet.noneOf(Notify.class);
    for (RcptParameters.Notify word : asked) {
      reports.add(
          switch (word) {
            case NEVER -> Notify.NEVER;
            case SUCCESS -> Notify.SUCCESS;
            case FAILURE -> Notify.FAILURE;
            case DELAY -> Notify.DELAY;
          });
    }
    return reports;
  }
}
