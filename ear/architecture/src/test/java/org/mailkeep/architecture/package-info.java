/// The laws of the house as tests: layers, sizes, names, format, and pages that are generated.
@NullMarked
package org.mailkeep.architecture;

import org.jspecify.annotations.NullMarked;
