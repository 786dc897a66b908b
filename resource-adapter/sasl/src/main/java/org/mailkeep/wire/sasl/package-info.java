/// SASL mechanisms as pure challenge and response.
@NullMarked
package org.mailkeep.wire.sasl;

import org.jspecify.annotations.NullMarked;
