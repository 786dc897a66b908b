package org.mailkeep.smtp;

import java.time.InstantSource;
import java.util.function.Function;
import org.mailkeep.auth.Sessions;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.expression.World;
import org.mailkeep.kernel.Chance;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.queue.MailQueue;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.telemetry.Events;

/// What the commands work with.
///
/// @param directory who is here
/// @param sessions who is logged in
/// @param quota what the account of a recipient may hold and holds; may throw a store's exceptions
/// @param blobs where content goes
/// @param queue who takes the responsibility for it
/// @param events what there is to tell
/// @param clock for trace headers
/// @param chance for message ids
/// @param world what rules can ask about
public record SmtpPorts(
    Directory directory,
    Sessions sessions,
    Function<Resolution.Recipient, Quota> quota,
    BlobStore blobs,
    MailQueue queue,
    Events events,
    InstantSource clock,
    Chance chance,
    World world) {}
