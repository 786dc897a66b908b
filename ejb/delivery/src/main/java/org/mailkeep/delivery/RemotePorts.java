package org.mailkeep.delivery;

import java.util.concurrent.ThreadFactory;
import org.mailkeep.dns.Resolver;
import org.mailkeep.kernel.Chance;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.transport.ClientTls;
import org.mailkeep.wire.transport.Dialler;

/// What remote delivery works with.
///
/// @param verified the check of certificates where encryption is required
/// @param threads makes threads that are cheap to start
public record RemotePorts(
    Resolver resolver,
    Dialler dialler,
    ClientTls verified,
    Events events,
    Chance chance,
    ThreadFactory threads) {}
