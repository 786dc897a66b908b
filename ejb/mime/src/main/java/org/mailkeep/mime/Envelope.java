package org.mailkeep.mime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields of a message that clients list (RFC 9051 §7.5.2). Texts are unfolded and otherwise as
/// written; null means that the field is absent.
///
/// @param date text of Date
/// @param subject text of Subject, RFC 2047 words as written
/// @param inReplyTo text of In-Reply-To
/// @param messageId text of Message-ID, with brackets
public record Envelope(
    @Nullable String date,
    @Nullable String subject,
    List<HeaderAddress> from,
    List<HeaderAddress> sender,
    List<HeaderAddress> replyTo,
    List<HeaderAddress> to,
    List<HeaderAddress> cc,
    List<HeaderAddress> bcc,
    @Nullable String inReplyTo,
    @Nullable String messageId) {
  /// A message without any of them.
  public static final Envelope EMPTY =
      new Envelope(
          null, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, null);

  public Envelope {
    from = List.copyOf(from);
    sender = List.copyOf(sender);
    replyTo = List.copyOf(replyTo);
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    bcc = List.copyOf(bcc);
  }

  /// Sender, or From when there is no Sender (RFC 9051 §7.5.2).
  public List<HeaderAddress> effectiveSender() {
    return sender.isEmpty() ? from : sender;
  }

  /// Reply-To, or From when there is no Reply-To (RFC 9051 §7.5.2).
  public List<HeaderAddress> effectiveReplyTo() {
    return replyTo.isEmpty() ? from : replyTo;
  }
}
