package org.mailkeep.imap;

import java.time.InstantSource;
import org.mailkeep.auth.Sessions;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.mailbox.MailAccounts;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.search.MessageSearch;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.telemetry.Events;

/// What the IMAP server stands on.
///
/// @param sessions who is logged in
/// @param quotas changes how much accounts may keep
/// @param search what SEARCH asks before it reads
/// @param mime what is noted of appended messages
/// @param version told by ID
public record ImapBackend(
    Directory directory,
    Sessions sessions,
    MailAccounts accounts,
    BlobStore blobs,
    QuotaChange quotas,
    MessageSearch search,
    MimeLimits mime,
    InstantSource clock,
    Events events,
    String version) {}
