/// Accepted mail on its way: schedule, retry, delivery reports; each attempt goes to a Carrier.
@NullMarked
package org.mailkeep.queue;

import org.jspecify.annotations.NullMarked;
