package org.mailkeep.queue;

/// What a report says of one recipient.
record ReportLine(Kind kind, Recipient recipient, Status status) {
  /// The actions of RFC 3464 §2.3.3 that we report.
  enum Kind {
    /// It is in the recipient's mailbox.
    DELIVERED(Notify.SUCCESS),
    /// A server took it that makes no reports.
    RELAYED(Notify.SUCCESS),
    /// It takes long.
    DELAYED(Notify.DELAY),
    /// It could not be delivered.
    FAILED(Notify.FAILURE);

    private final Notify asked;

    Kind(Notify asked) {
      this.asked = asked;
    }

    /// What a sender asks for who wants to be told.
    Notify asked() {
      return asked;
    }
  }
}
