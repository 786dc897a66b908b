@NullMarked
package org.mailkeep.settings;

import org.jspecify.annotations.NullMarked;
