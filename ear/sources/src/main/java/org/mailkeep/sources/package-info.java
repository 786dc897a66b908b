/// What every Java source of the house must be: formatted, small, and without a finding of the
/// compiler's checks.
@NullMarked
package org.mailkeep.sources;

import org.jspecify.annotations.NullMarked;
