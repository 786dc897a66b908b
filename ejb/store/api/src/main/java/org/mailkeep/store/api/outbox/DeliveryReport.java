package org.mailkeep.store.api.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of a message for one recipient.
///
/// @param queue the message's number in the queue
/// @param sender the reverse-path; empty for `<>`
/// @param submitter the number of the account that submitted it; 0 when nobody had logged in
/// @param origin the address of the client that handed it in; empty when that is not known
/// @param outcome `delivered`, `relayed`, `failed` or `cancelled`
/// @param received when the message was accepted
/// @param attempts how often it was tried
/// @param remote the server that said so; null when we say so ourselves
/// @param reply why, or what the other server said; null when there is nothing to say
public record DeliveryReport(
    String queue,
    String sender,
    String recipient,
    long submitter,
    String origin,
    String outcome,
    Instant received,
    int attempts,
    @Nullable String remote,
    @Nullable String reply) {}
