package org.mailkeep.delivery;

import java.util.concurrent.ThreadFactory;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.mailbox.MailAccounts;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.telemetry.Events;

/// What local delivery works with.
///
/// @param directory whose an address is
/// @param accounts where mail is filed
/// @param mime what is noted of a message
/// @param threads makes threads that are cheap to start
/// @param lists how mail for mailing lists goes on
public record LocalPorts(
    Directory directory,
    MailAccounts accounts,
    BlobStore blobs,
    MimeLimits mime,
    Events events,
    ThreadFactory threads,
    ListRules lists) {}
