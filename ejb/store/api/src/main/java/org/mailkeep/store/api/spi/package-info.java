/// What a backend must do to serve a role. Only backends and whoever opens them look in here.
@NullMarked
package org.mailkeep.store.api.spi;

import org.jspecify.annotations.NullMarked;
