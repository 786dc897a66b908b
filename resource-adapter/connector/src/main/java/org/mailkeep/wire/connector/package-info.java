/// The JCA classes of the resource adapter; the module rar only packages them.
@NullMarked
package org.mailkeep.wire.connector;

import org.jspecify.annotations.NullMarked;
