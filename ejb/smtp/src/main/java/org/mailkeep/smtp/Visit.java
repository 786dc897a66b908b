package org.mailkeep.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.auth.Permission;
import org.mailkeep.auth.Sessions;
import org.mailkeep.directory.api.Account;
import org.mailkeep.kernel.Address;
import org.mailkeep.queue.Recipient;
import org.mailkeep.wire.smtp.SmtpSession;

/// What we keep of a session between its commands: attached to it, owned by its thread.
final class Visit {
  private @Nullable Account account;
  private Sessions.Open login = Sessions.Open.NONE;
  private @Nullable Address sender;
  private boolean elsewhere;
  private final List<Recipient> recipients = new ArrayList<>(1);

  static Visit of(SmtpSession session) {
    return session.attachment(Visit.class).orElseGet(() -> begin(session));
  }

  private static Visit begin(SmtpSession session) {
    var visit = new Visit();
    session.attach(visit);
    return visit;
  }

  void loggedIn(Account as, Sessions.Open entry) {
    logOut();
    account = as;
    login = entry;
  }

  /// Whether the account may do nothing more here.
  boolean isExpelled() {
    return login.isEnded();
  }

  /// The permission that a command takes and whoever logged in does not have; what strangers may is
  /// not decided by permissions.
  Optional<Permission> missing(SmtpPermissions.Step step) {
    Permission needed = SmtpPermissions.of(step);
    return account == null || login.may(needed) ? Optional.empty() : Optional.of(needed);
  }

  /// The client is gone.
  void logOut() {
    login.close();
  }

  /// Who has logged in.
  Optional<Account> account() {
    return Optional.ofNullable(account);
  }

  /// A transaction opens; null is the null reverse-path.
  void open(@Nullable Address from) {
    sender = from;
    elsewhere = false;
    recipients.clear();
  }

  void add(Recipient recipient) {
    recipients.add(recipient);
  }

  /// A recipient is not one of ours.
  void leadsElsewhere() {
    elsewhere = true;
  }

  /// Whether all recipients are ours, so that this is the final delivery.
  boolean isFinal() {
    return !elsewhere;
  }

  @Nullable Address sender() {
    return sender;
  }

  /// One for each RCPT that was accepted, in their order.
  List<Recipient> recipients() {
    return recipients;
  }
}
