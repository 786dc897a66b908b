/// Look-ups in Redis: short-lived facts that all nodes share and that may be lost. Each change is
/// one script, so that it happens at once whoever else asks.
@NullMarked
package org.mailkeep.store.redis;

import org.jspecify.annotations.NullMarked;
