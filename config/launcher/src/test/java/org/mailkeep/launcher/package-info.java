/// Tests of the launcher's parts; the whole is tested with a real server.
@NullMarked
package org.mailkeep.launcher;

import org.jspecify.annotations.NullMarked;
