/// The kernel's Cache on Infinispan.
@NullMarked
package org.mailkeep.caches;

import org.jspecify.annotations.NullMarked;
