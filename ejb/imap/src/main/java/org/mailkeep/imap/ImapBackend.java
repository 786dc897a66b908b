package org.mailkeep.imap;

import java.time.InstantSource;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.mailbox.MailAccounts;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.telemetry.Events;

/// What the IMAP server stands on.
///
/// @param mime what is noted of appended messages
/// @param version told by ID
public record ImapBackend(
    Directory directory,
    MailAccounts accounts,
    BlobStore blobs,
    MimeLimits mime,
    InstantSource clock,
    Events events,
    String version) {}
