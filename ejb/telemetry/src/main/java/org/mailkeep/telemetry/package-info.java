/// The sealed catalogue of events; logs, metrics and traces hang on it.
@NullMarked
package org.mailkeep.telemetry;

import org.jspecify.annotations.NullMarked;
