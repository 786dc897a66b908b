/// What the server has to say about itself: a sealed catalogue of events, and the log and the
/// metrics that hang on it. Code emits an [org.mailkeep.telemetry.Event] at an
/// [org.mailkeep.telemetry.Events] port and knows nothing of who listens. No event has a field for
/// a secret.
@NullMarked
package org.mailkeep.telemetry;

import org.jspecify.annotations.NullMarked;
