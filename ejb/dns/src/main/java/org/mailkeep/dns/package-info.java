/// DNS look-ups behind our Resolver, with the record caches.
@NullMarked
package org.mailkeep.dns;

import org.jspecify.annotations.NullMarked;
