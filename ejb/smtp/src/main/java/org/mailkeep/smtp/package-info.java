/// What each SMTP and LMTP command means.
@NullMarked
package org.mailkeep.smtp;

import org.jspecify.annotations.NullMarked;
