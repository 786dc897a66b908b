package org.mailkeep.pop3;

import java.time.InstantSource;
import org.mailkeep.auth.Sessions;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.mailbox.MailAccounts;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.telemetry.Events;

/// What the POP3 server stands on.
///
/// @param sessions who is logged in
/// @param locks of maildrops
/// @param lookups where login delays are counted
/// @param version told by CAPA
public record Pop3Backend(
    Directory directory,
    Sessions sessions,
    MailAccounts accounts,
    BlobStore blobs,
    MaildropLocks locks,
    LookupStore lookups,
    InstantSource clock,
    Events events,
    String version) {}
