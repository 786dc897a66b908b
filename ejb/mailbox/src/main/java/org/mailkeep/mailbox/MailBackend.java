package org.mailkeep.mailbox;

import java.time.InstantSource;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.telemetry.Events;

/// Where mail is kept and what it needs to know of the world.
///
/// @param limits of mailboxes
/// @param mime for structures that are read again
/// @param quota of accounts
public record MailBackend(
    DataStore store,
    BlobStore blobs,
    MailboxLimits limits,
    MimeLimits mime,
    QuotaLimits quota,
    InstantSource clock,
    Events events) {}
