package org.mailkeep.telemetry;

/// Something that happened. Each is a record in the group of its kind; its components are its
/// fields: plain values, never a secret. A component named `took` is a duration that metrics
/// measure; one marked [Label] splits its counter.
///
/// Its name comes from its group and its own: `SmtpEvent.MessageAccepted` is
/// `smtp.message-accepted`.
public sealed interface Event
    permits ServerEvent,
        ConfigEvent,
        ConnectionEvent,
        TlsEvent,
        SmtpEvent,
        ImapEvent,
        Pop3Event,
        AuthEvent,
        QueueEvent,
        DeliveryEvent,
        StoreEvent,
        TaskEvent,
        HistoryEvent,
        IndexEvent,
        DirectoryEvent,
        SecurityEvent {

  /// Such as `smtp.message-accepted`.
  default String name() {
    return EventShape.of(this).name();
  }

  /// How much attention it deserves.
  default Level level() {
    return EventShape.of(this).level();
  }
}
