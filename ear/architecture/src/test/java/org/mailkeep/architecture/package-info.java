/// The laws of the house as tests: layers, names, and pages that are generated.
@NullMarked
package org.mailkeep.architecture;

import org.jspecify.annotations.NullMarked;
