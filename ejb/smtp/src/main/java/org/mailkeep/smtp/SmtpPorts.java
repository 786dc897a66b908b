package org.mailkeep.smtp;

import java.time.InstantSource;
import java.util.function.Function;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Chance;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.queue.MailQueue;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.telemetry.Events;

/// What the commands work with.
///
/// @param directory who is here
/// @param quota what an account may hold and holds; may throw a store's exceptions
/// @param blobs where content goes
/// @param queue who takes the responsibility for it
/// @param events what there is to tell
/// @param clock for trace headers
/// @param chance for message ids
public record SmtpPorts(
    Directory directory,
    Function<AccountId, Quota> quota,
    BlobStore blobs,
    MailQueue queue,
    Events events,
    InstantSource clock,
    Chance chance) {}
