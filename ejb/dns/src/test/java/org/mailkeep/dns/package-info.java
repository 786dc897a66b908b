/// The resolver against a name server in this process, whose answers the tests write.
@NullMarked
package org.mailkeep.dns;

import org.jspecify.annotations.NullMarked;
