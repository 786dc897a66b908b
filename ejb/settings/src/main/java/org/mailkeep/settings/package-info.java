/// Every setting declared once; the parser, validation, reference page and example file come from
/// the declarations.
@NullMarked
package org.mailkeep.settings;

import org.jspecify.annotations.NullMarked;
