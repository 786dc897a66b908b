package org.mailkeep.queue;

import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.api.outbox.DeliveryReport;
import org.mailkeep.store.api.outbox.Outbox;

/// Adds to the commits that change the queue what the history is to know of them. Safe for many
/// threads.
///
/// @param outbox takes it
/// @param deliveries whether the history tells of deliveries
record Journal(Outbox outbox, boolean deliveries) {
  private static final String KIND = "message";

  /// An administrator has changed a message.
  void audit(Batch batch, StoredMessage message, String operation) {
    String id = message.id().toString();
    outbox.add(batch, AuditChange.of(operation, KIND, id, id));
  }

  /// A recipient's mail is filed here.
  void filed(Batch batch, StoredMessage message, int recipient) {
    if (deliveries) {
      tell(batch, message, recipient, message.state(recipient), "delivered", null);
    }
  }

  /// A recipient is through, unless that was told before.
  void through(Batch batch, StoredMessage before, int recipient, RecipientState after) {
    RecipientState.Phase was = before.state(recipient).phase();
    if (!deliveries || was != RecipientState.Phase.WAITING) {
      return;
    }
    Status status = after.status();
    switch (after.phase()) {
      case DELIVERED ->
          tell(batch, before, recipient, after, relayed(status) ? "relayed" : "delivered", status);
      case FAILED -> tell(batch, before, recipient, after, "failed", status);
      case CANCELLED -> tell(batch, before, recipient, after, "cancelled", status);
      case WAITING, UNREPORTED, EXPANDED -> {}
    }
  }

  /// Mail that was never queued is filed here.
  void filed(Batch batch, String id, Envelope envelope, Recipient recipient) {
    if (deliveries) {
      outbox.add(batch, report(id, envelope, recipient, "delivered", 1, null));
    }
  }

  private static boolean relayed(@Nullable Status status) {
    return status != null && status.remote() != null;
  }

  private void tell(
      Batch batch,
      StoredMessage message,
      int recipient,
      RecipientState state,
      String outcome,
      @Nullable Status status) {
    Envelope envelope = message.envelope();
    int attempts = state.retries() + (outcome.equals("cancelled") ? 0 : 1);
    Recipient to = envelope.recipients().get(recipient);
    outbox.add(batch, report(message.id().toString(), envelope, to, outcome, attempts, status));
  }

  private static DeliveryReport report(
      String id,
      Envelope envelope,
      Recipient recipient,
      String outcome,
      int attempts,
      @Nullable Status status) {
    return new DeliveryReport(
        id,
        envelope.sender() == null ? "" : envelope.sender().toString(),
        recipient.address().toString(),
        envelope.account() == null ? 0 : envelope.account().value(),
        envelope.origin() == null ? "" : envelope.origin().getHostAddress(),
        outcome,
        envelope.receivedAt(),
        attempts,
        status == null ? null : status.remote(),
        status == null ? null : status.code() + " " + status.text());
  }
}
