/// The port Directory, its sealed results, addressing.
@NullMarked
package org.mailkeep.directory.api;

import org.jspecify.annotations.NullMarked;
