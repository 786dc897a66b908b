@NullMarked
package org.mailkeep.expression;

import org.jspecify.annotations.NullMarked;
