package org.mailkeep.queue;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;

/// What came with a message besides its octets (RFC 5321 §2.3.1).
///
/// @param sender the reverse-path; null for `<>`, to which no report is ever sent
/// @param recipients at least one
/// @param receivedAt when it was accepted
/// @param account who submitted it, or null when nobody had authenticated
/// @param options the parameters of MAIL
/// @param returnPath octets of the Return-Path field with which the stored octets begin; 0 when the
///   field is still to be written at final delivery (RFC 5321 §4.4)
/// @param origin the client that handed it in; null when that is not known
public record Envelope(
    @Nullable Address sender,
    List<Recipient> recipients,
    Instant receivedAt,
    @Nullable AccountId account,
    MailOptions options,
    int returnPath,
    @Nullable InetAddress origin) {
  public Envelope {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("an envelope without recipients");
    }
  }

  /// An envelope of a message without a Return-Path field.
  public Envelope(
      @Nullable Address sender,
      List<Recipient> recipients,
      Instant receivedAt,
      @Nullable AccountId account,
      MailOptions options) {
    this(sender, recipients, receivedAt, account, options, 0, null);
  }

  /// An envelope without parameters from nobody who had authenticated.
  public static Envelope of(@Nullable Address sender, List<Address> recipients, Instant at) {
    var plain = recipients.stream().map(Recipient::of).toList();
    return new Envelope(sender, plain, at, null, MailOptions.NONE);
  }

  /// The same for other recipients.
  Envelope withRecipients(List<Recipient> others) {
    return new Envelope(sender, others, receivedAt, account, options, returnPath, origin);
  }
}
