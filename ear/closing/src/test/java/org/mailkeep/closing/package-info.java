/// Tests of the closing table, on builds that are made up.
@NullMarked
package org.mailkeep.closing;

import org.jspecify.annotations.NullMarked;
