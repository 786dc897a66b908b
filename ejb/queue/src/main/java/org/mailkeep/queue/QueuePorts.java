package org.mailkeep.queue;

import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.telemetry.Events;

/// What the queue stands on.
///
/// @param router says where mail goes
/// @param lease keeps nodes apart
/// @param threads makes threads that are cheap to start, and that may block
/// @param deliveryHistory whether the history tells what becomes of mail
public record QueuePorts(
    DataStore data,
    BlobStore blobs,
    Router router,
    QueueLease lease,
    Events events,
    InstantSource clock,
    Chance chance,
    ThreadFactory threads,
    boolean deliveryHistory) {}
