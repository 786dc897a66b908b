/// Metrics over HTTP: what Prometheus reads.
@NullMarked
package org.mailkeep.web.metrics;

import org.jspecify.annotations.NullMarked;
